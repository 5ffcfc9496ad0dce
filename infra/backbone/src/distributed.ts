import { access, constants, mkdir, readFile } from 'node:fs/promises'
import type { DistributedConfig, FeedConfig } from './config.ts'
import { type Opened, openInTurn } from './opened.ts'
import { prefixedFeed } from './prefixed-feed.ts'

/** The feed knows its clients by this name. */
const CLIENT_ID = 'xianjie'

/** Servers hold what is true, the folder of this process only its views. */
export async function openDistributed(
  config: DistributedConfig,
  onFeedFault: ((fault: Error) => void) | undefined,
): Promise<Opened> {
  const [{ openEventLog }, { openEventFeed }, { openObjectStore, parseStoreAddress }, embedded] =
    await Promise.all([
      import('@xianjie/eventstoredb'),
      import('@xianjie/kafka'),
      import('@xianjie/s3'),
      import('@xianjie/embedded'),
    ])
  const { folder, platformKeyFile } = config
  // Files first: what is wrong with them is known at once, whatever the servers do.
  await access(platformKeyFile, constants.R_OK)
  const feedAccess = await accessOf(config.feed)
  await mkdir(folder, { recursive: true })
  return openInTurn(async (keep) => {
    const log = keep(await openEventLog({ connectionString: config.eventStore }))
    const address = parseStoreAddress(config.blobs)
    const { keys, blobs } = await openObjectStore({
      ...address,
      platformKeyFile,
      draftFolder: folder,
    })
    keep(keys)
    keep(blobs)
    const feed = keep(
      await openEventFeed({
        clientId: CLIENT_ID,
        ...feedAccess,
        ...(onFeedFault ? { onFault: onFeedFault } : {}),
      }),
    )
    const { prefix } = config.feed
    return {
      log,
      keys,
      blobs,
      feed: prefixedFeed(feed, prefix),
      openReadModel: embedded.openReadModel,
    }
  })
}

/** Reads the files that the configuration names. */
async function accessOf({ brokers, tls, sasl }: FeedConfig) {
  return {
    brokers,
    tls: typeof tls === 'object' ? { ca: await readFile(tls.caFile, 'utf8') } : tls,
    ...(sasl
      ? {
          sasl: {
            mechanism: sasl.mechanism,
            username: sasl.username,
            password: (await readFile(sasl.passwordFile, 'utf8')).trimEnd(),
          },
        }
      : {}),
  }
}
