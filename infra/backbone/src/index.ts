/** The only place that knows which adapters exist; each is loaded when chosen, not before. */
import type { BlobStore, EventLog, KeyStore, ReadModel, ViewDefinition } from '@xianjie/contracts'

export { openSandboxClock, systemClock } from './clock.ts'

export type BackboneConfig =
  | { readonly kind: 'embedded'; readonly folder: string }
  | {
      readonly kind: 'distributed'
      readonly folder: string
      readonly eventStore: string
      readonly brokers: readonly string[]
      readonly blobs: string
    }

export type Backbone = {
  readonly kind: BackboneConfig['kind']
  readonly log: EventLog
  readonly blobs: BlobStore
  readonly keys: KeyStore
  openView(definition: ViewDefinition): ReadModel
  /** Closes everything that was opened here, views included, the log last. */
  close(): Promise<void>
}

/** Throws when the folder is in use, unreadable or of a key that is not its own. */
export async function openBackbone(config: BackboneConfig): Promise<Backbone> {
  if (config.kind === 'distributed') throw new Error('the distributed backbone is not built yet')
  const { openBlobStore, openEventLog, openKeyStore, openReadModel } = await import(
    '@xianjie/embedded'
  )
  const log = await openEventLog(`${config.folder}/log`)
  const keys = await openKeyStore(`${config.folder}/keys`)
  const blobs = await openBlobStore(`${config.folder}/blobs`)
  const views: ReadModel[] = []
  return {
    kind: 'embedded',
    log,
    keys,
    blobs,
    openView: (definition) => {
      const view = openReadModel(`${config.folder}/views`, definition)
      views.push(view)
      return view
    },
    close: async () => {
      for (const view of views) view.close()
      await blobs.close()
      await keys.close()
      await log.close()
    },
  }
}
