/** Servers that the tests of one run share: a broker and an object store take seconds to start. */
import { eventStoreName } from '@xianjie/eventstoredb/testing'
import { kafkaOrReason } from '@xianjie/kafka/testing'
import { objectStoreOrReason } from '@xianjie/s3/testing'

export type SharedServers = {
  /** One for each server: what runs, or why there is none. */
  readonly names: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** What cannot be had here and how to get it, one line each; never under CI. */
  readonly missing: readonly string[]
  dispose(): Promise<void>
}

/** Starts what is to be had here; under CI a server that cannot be had rejects. */
export async function shareServers(): Promise<SharedServers> {
  const [kafka, objects] = await Promise.all([kafkaOrReason(), objectStoreOrReason()])
  const running = [kafka, objects].filter((server) => typeof server !== 'string')
  return {
    names: [
      `kafka: ${typeof kafka === 'string' ? kafka : kafka.name}`,
      `objects: ${typeof objects === 'string' ? objects : objects.name}`,
      `eventstoredb: ${await eventStoreName()}`,
    ],
    missing: [kafka, objects].filter((server) => typeof server === 'string'),
    environment: {
      ...(typeof kafka === 'string' ? {} : { XIANJIE_TEST_KAFKA: kafka.brokers.join(',') }),
      ...(typeof objects === 'string'
        ? {}
        : { ...objects.env, XIANJIE_TEST_S3: new URL(objects.address).origin }),
    },
    dispose: async () => {
      await Promise.all(running.map((server) => server.dispose()))
    },
  }
}
