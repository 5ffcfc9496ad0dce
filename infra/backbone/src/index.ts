/** The only place that knows which adapters exist; each is loaded when chosen, not before. */
import type {
  BlobStore,
  EventFeed,
  EventLog,
  KeyStore,
  ReadModel,
  ViewDefinition,
} from '@xianjie/contracts'
import type { BackboneConfig } from './config.ts'
import { openDistributed } from './distributed.ts'
import { openEmbedded } from './embedded.ts'
import type { Opened } from './opened.ts'

export { openSandboxClock, systemClock } from './clock.ts'
export type { BackboneConfig, FeedConfig } from './config.ts'
export {
  type FillableBackbone,
  openToFill,
  openToRead,
  platformKeyOf,
  type ReadableBackbone,
} from './copying.ts'

export type Backbone = {
  readonly kind: BackboneConfig['kind']
  readonly log: EventLog
  readonly feed: EventFeed
  readonly blobs: BlobStore
  readonly keys: KeyStore
  openView(definition: ViewDefinition): ReadModel
  /** Closes everything that was opened here, views included, the log last. */
  close(): Promise<void>
}

export type Told = {
  /** Told of each fault that the feed is going to wait out. */
  readonly onFeedFault?: (fault: Error) => void
}

/**
 * Throws when the folder is in use, unreadable or of a key that is not its own, and retriable faults
 * while servers are away.
 */
export async function openBackbone(
  config: BackboneConfig,
  { onFeedFault }: Told = {},
): Promise<Backbone> {
  const opened =
    config.kind === 'embedded'
      ? await openEmbedded(config)
      : await openDistributed(config, onFeedFault)
  const views: ReadModel[] = []
  return {
    kind: config.kind,
    ...opened,
    openView: (definition) => {
      const view = opened.openReadModel(`${config.folder}/views`, definition)
      views.push(view)
      return view
    },
    close: () => closeAll(opened, views),
  }
}

async function closeAll({ log, feed, blobs, keys }: Opened, views: readonly ReadModel[]) {
  await feed.close()
  for (const view of views) view.close()
  await blobs.close()
  await keys.close()
  await log.close()
}
