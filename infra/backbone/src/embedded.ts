import type { EmbeddedConfig } from './config.ts'
import { type Opened, openInTurn } from './opened.ts'

/** Everything in one folder of this process. */
export async function openEmbedded({ folder }: EmbeddedConfig): Promise<Opened> {
  const { openBlobStore, openEventFeed, openEventLog, openKeyStore, openReadModel } = await import(
    '@xianjie/embedded'
  )
  return openInTurn(async (keep) => ({
    log: keep(await openEventLog(`${folder}/log`)),
    keys: keep(await openKeyStore(`${folder}/keys`)),
    blobs: keep(await openBlobStore(`${folder}/blobs`)),
    feed: keep(await openEventFeed(`${folder}/feed`)),
    openReadModel,
  }))
}
