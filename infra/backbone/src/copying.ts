/** What a copy of the whole log needs of a backbone: the log, the blobs, the keys as they are wrapped. */
import type { BlobStore, EventLog, WrappedKeys } from '@xianjie/contracts'
import type { BackboneConfig, DistributedConfig } from './config.ts'
import { openInTurn } from './opened.ts'

export type ReadableBackbone = {
  readonly kind: BackboneConfig['kind']
  readonly log: Pick<EventLog, 'read' | 'evidence' | 'scan' | 'head'>
  readonly blobs: Pick<BlobStore, 'size' | 'get'>
  readonly keys: WrappedKeys
  close(): Promise<void>
}
export type FillableBackbone = ReadableBackbone & {
  readonly log: EventLog
  readonly blobs: BlobStore
}

/**
 * The platform key of a backbone, before anything of it is opened: a new store would remember the key
 * with which it was opened first.
 */
export async function platformKeyOf(config: BackboneConfig): Promise<Pick<WrappedKeys, 'prove'>> {
  if (config.kind === 'distributed') {
    const { proveByFile } = await import('@xianjie/s3')
    return { prove: (text) => proveByFile(config.platformKeyFile, text) }
  }
  const { openWrappedKeys } = await import('@xianjie/embedded')
  return openWrappedKeys(`${config.folder}/keys`)
}

/** Beside a platform that may be running; writes nothing. Throws `NothingHere` for an empty folder. */
export async function openToRead(config: BackboneConfig): Promise<ReadableBackbone> {
  if (config.kind === 'distributed') return openServers(config)
  const { openBlobsForReading, openLogForReading, openWrappedKeys } = await import(
    '@xianjie/embedded'
  )
  const log = openLogForReading(`${config.folder}/log`)
  return {
    kind: config.kind,
    log,
    blobs: openBlobsForReading(`${config.folder}/blobs`),
    keys: openWrappedKeys(`${config.folder}/keys`),
    close: () => log.close(),
  }
}

/** Throws `FolderInUse` while a platform has the folder open; of servers nobody can tell. */
export async function openToFill(config: BackboneConfig): Promise<FillableBackbone> {
  if (config.kind === 'distributed') return openServers(config)
  const embedded = await import('@xianjie/embedded')
  const keys = embedded.openWrappedKeys(`${config.folder}/keys`)
  return openInTurn(async (keep) => {
    const log = keep(await embedded.openEventLog(`${config.folder}/log`))
    const blobs = keep(embedded.openBlobStore(`${config.folder}/blobs`))
    return { kind: config.kind, log, blobs, keys, close: () => closeBoth(log, blobs) }
  })
}

/** Without the feed: everything in it follows from the log. */
async function openServers(config: DistributedConfig): Promise<FillableBackbone> {
  const [{ openEventLog }, { openObjectStore, parseStoreAddress }] = await Promise.all([
    import('@xianjie/eventstoredb'),
    import('@xianjie/s3'),
  ])
  const { platformKeyFile } = config
  return openInTurn(async (keep) => {
    const address = parseStoreAddress(config.blobs)
    const store = keep(await openObjectStore({ ...address, platformKeyFile }))
    const log = keep(await openEventLog({ connectionString: config.eventStore }))
    const close = () => closeBoth(log, store)
    return { kind: config.kind, log, blobs: store.blobs, keys: store.wrappedKeys, close }
  })
}

async function closeBoth(log: EventLog, store: { close(): Promise<void> }): Promise<void> {
  await store.close()
  await log.close()
}
