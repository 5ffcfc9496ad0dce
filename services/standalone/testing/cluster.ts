/** The distributed platform as a site runs it: real processes on servers that a test can kill. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type LaunchedDouble, launchDouble } from '@xianjie/eventstoredb/testing'
import { type TestKafka, testKafka } from '@xianjie/kafka/testing'
import { type TestObjectStore, testObjectStore } from '@xianjie/s3/testing'
import type { EquippedAgency } from '../../../scripts/workshop/agency-workshop.ts'
import { launchPlatform, type Running, stopPlatform } from './platform-process.ts'

export const SERVICES = ['registry', 'intake', 'status', 'clock', 'publisher'] as const
export type ServiceName = (typeof SERVICES)[number]

/** One process of a service, which keeps its name and folder whenever it is started again. */
export type Member = {
  readonly name: string
  readonly service: ServiceName
  /** Address of the process that runs now. */
  url(): string
  /** Everything that all processes of this member said. */
  said(): string
  /** SIGKILL, and its end. */
  kill(): Promise<void>
  start(): Promise<void>
}

export type Cluster = {
  readonly folder: string
  readonly kafka: TestKafka
  readonly eventStore: LaunchedDouble
  readonly members: readonly Member[]
  of(service: ServiceName): readonly Member[]
  close(): Promise<void>
}

type Wish = {
  readonly agencies: readonly EquippedAgency[]
  readonly replicas?: Partial<Readonly<Record<ServiceName, number>>>
  readonly brokers?: 1 | 3
  readonly environment?: Readonly<Record<string, string>>
}

/** Starts the servers, then every process; all of them answer when it fulfils. */
export async function launchCluster(wish: Wish): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-cluster-'))
  const [kafka, eventStore, objects] = await Promise.all([
    testKafka({ brokers: wish.brokers ?? 1, own: true }),
    launchDouble({ folder: join(folder, 'event-store') }),
    testObjectStore(),
  ])
  mkdirSync(join(folder, 'agencies'))
  for (const { file } of wish.agencies) {
    writeFileSync(join(folder, 'agencies', `${file.code}.json`), JSON.stringify(file))
  }
  writeFileSync(join(folder, 'platform.key'), crypto.getRandomValues(new Uint8Array(32)), {
    mode: 0o600,
  })
  const environment = { ...environmentOf(folder, kafka, eventStore, objects), ...wish.environment }
  const members = SERVICES.flatMap((service) =>
    Array.from({ length: wish.replicas?.[service] ?? 1 }, (_, at) =>
      memberOf(service, `${service}-${at + 1}`, folder, environment),
    ),
  )
  const close = async () => {
    await Promise.all(members.map(({ stop }) => stop()))
    await Promise.allSettled([kafka.dispose(), eventStore.close(), objects.dispose()])
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await Promise.all(members.map(({ start }) => start()))
  } catch (error) {
    await close()
    throw error
  }
  const of = (wanted: ServiceName) => members.filter(({ service }) => service === wanted)
  return { folder, kafka, eventStore, members, of, close }
}

const environmentOf = (
  folder: string,
  { brokers }: TestKafka,
  { url }: LaunchedDouble,
  objects: TestObjectStore,
): Record<string, string> => ({
  ...objects.env,
  XIANJIE_BACKBONE: 'distributed',
  XIANJIE_EVENTSTORE: url,
  XIANJIE_KAFKA: brokers.join(','),
  XIANJIE_BLOBS: objects.address,
  XIANJIE_PLATFORM_KEY: join(folder, 'platform.key'),
  XIANJIE_AGENCIES: join(folder, 'agencies'),
  XIANJIE_PORT: '0',
})

function memberOf(
  service: ServiceName,
  name: string,
  folder: string,
  environment: Readonly<Record<string, string>>,
): Member & { stop(): Promise<void> } {
  const main = fileURLToPath(new URL(`../../${service}/src/main.ts`, import.meta.url))
  let running: Running | undefined
  let before = ''
  return {
    name,
    service,
    url: () => running?.url ?? '',
    said: () => before + (running?.said() ?? ''),
    kill: async () => {
      running?.signal('SIGKILL')
      await running?.ended
    },
    start: async () => {
      before += running?.said() ?? ''
      const launched = launchPlatform({ ...environment, XIANJIE_DATA: join(folder, name) }, main)
      running = { ...launched, url: await launched.ready }
    },
    stop: async () => {
      if (running) await stopPlatform(running)
    },
  }
}
