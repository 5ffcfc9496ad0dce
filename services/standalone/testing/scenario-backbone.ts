/**
 * The backbone that a run of the scenarios is about: embedded, or distributed where
 * XIANJIE_TEST_BACKBONE says so. The scenarios themselves do not know which.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestEventStore, testEventStore } from '@xianjie/eventstoredb/testing'
import { type TestKafka, testKafka } from '@xianjie/kafka/testing'
import { type TestObjectStore, testObjectStore } from '@xianjie/s3/testing'

export type Variables = Readonly<Record<string, string>>

export type ScenarioBackbone = {
  /** What configures the backbone of the platform in this folder, the same whenever it is asked. */
  variables(folder: string): Promise<Variables>
  /** Takes the log of this folder's platform away until what it gives is called. */
  takeLogAway(folder: string): Promise<() => Promise<void>>
  /** Names of the attachments that this folder's platform holds. */
  blobNames(folder: string): Promise<readonly string[]>
  /** Ends what was started for the folder. */
  dispose(folder: string): Promise<void>
}

const embedded: ScenarioBackbone = {
  variables: async () => ({}),
  // Holds the lock on the log's file, as a backup tool or a stuck process would.
  takeLogAway: async (folder) => {
    const file = new DatabaseSync(join(folder, 'data', 'log', 'log.sqlite'))
    file.exec('BEGIN IMMEDIATE')
    return async () => {
      file.exec('ROLLBACK')
      file.close()
    }
  },
  blobNames: async (folder) =>
    readdirSync(join(folder, 'data', 'blobs'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.includes('.lock'))
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort(),
  dispose: async () => {},
}

type Servers = { readonly kafka: TestKafka; readonly objects: TestObjectStore }
type Place = { readonly eventStore: TestEventStore; readonly variables: Variables }

/** Every folder has an event store, a bucket and topics of its own; broker and object store are shared. */
function distributed(): ScenarioBackbone {
  const starting = Promise.all([testKafka(), testObjectStore()])
  const servers = starting.then(([kafka, objects]): Servers => ({ kafka, objects }))
  servers.catch(() => {})
  const places = new Map<string, Promise<Place>>()
  const placeOf = (folder: string): Promise<Place> => {
    const found = places.get(folder) ?? servers.then((all) => makePlace(folder, all))
    places.set(folder, found)
    return found
  }
  return {
    variables: async (folder) => (await placeOf(folder)).variables,
    takeLogAway: async (folder) => {
      const { eventStore } = await placeOf(folder)
      return eventStore.away()
    },
    blobNames: async (folder) => {
      const { objects } = await servers
      const { XIANJIE_BLOBS = '' } = (await placeOf(folder)).variables
      return objects.names(XIANJIE_BLOBS, 'blobs/')
    },
    dispose: async (folder) => {
      const place = await places.get(folder)
      await place?.eventStore.dispose()
      places.delete(folder)
    },
  }
}

async function makePlace(folder: string, { kafka, objects }: Servers): Promise<Place> {
  const eventStore = await testEventStore()
  mkdirSync(folder, { recursive: true })
  const platformKey = join(folder, 'platform.key')
  writeFileSync(platformKey, crypto.getRandomValues(new Uint8Array(32)), { mode: 0o600 })
  const variables = {
    ...objects.env,
    XIANJIE_BACKBONE: 'distributed',
    XIANJIE_EVENTSTORE: eventStore.url,
    XIANJIE_KAFKA: kafka.brokers.join(','),
    XIANJIE_KAFKA_PREFIX: `t${crypto.randomUUID().slice(0, 13)}.`,
    XIANJIE_BLOBS: await objects.bucket(),
    XIANJIE_PLATFORM_KEY: platformKey,
  }
  // The store's account is read from the environment by its client, in this process too.
  Object.assign(process.env, objects.env)
  return { eventStore, variables }
}

export const scenarioBackbone: ScenarioBackbone =
  process.env.XIANJIE_TEST_BACKBONE === 'distributed' ? distributed() : embedded
