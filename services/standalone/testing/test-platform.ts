/** A whole platform in a temporary folder, with agencies that can sign and call, for tests through HTTP. */
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Agency,
  type Instant,
  instant,
  parseInstant,
  SUBJECT_STREAM_PREFIX,
} from '@xianjie/contracts'
import { createLog } from '@xianjie/log'
import { documentExamples } from '@xianjie/schemas'
import {
  type EquippedAgency,
  equipAgency,
  makeDemoAuthority,
  makeToken,
  signAs,
  type Unit,
} from '../../../scripts/workshop/agency-workshop.ts'
import { units } from '../../../scripts/workshop/units.ts'
import { type Platform, type PlatformOptions, readConfig, startPlatform } from '../src/index.ts'
import { scenarioBackbone } from './scenario-backbone.ts'

export type UnitName = keyof typeof units
export type TestPlatform = {
  readonly platform: Platform
  readonly folder: string
  /** Everything logged so far. */
  readonly logged: () => string
  agency(name: UnitName): EquippedAgency
  token(name: UnitName): Promise<string>
  now(): Instant
  /** Writes one more agency file and provisions. */
  register(file: Agency): Promise<void>
  push(pushed: Push): Promise<Answer>
  preflight(pushed: Push): Promise<Answer>
  get(name: UnitName, url: string): Promise<Answer>
  /** How many events of documents and agencies the log holds; what follows from them comes in its own time. */
  eventCount(): Promise<number>
  close(): Promise<void>
  /** Closes and opens again on the same folder. */
  restart(): Promise<TestPlatform>
}

export type Push = {
  readonly by: UnitName
  readonly document: Uint8Array | object
  readonly mediaType?: 'application/json' | 'application/xml'
  /** Signed by `by` over the document unless given. */
  readonly signature?: Uint8Array
  readonly attachments?: readonly { readonly name: string; readonly content: Uint8Array }[]
}
export type Answer = {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into member by member by tests.
  readonly body: any
  readonly headers: Record<string, unknown>
  readonly bytes: Buffer
}

const YEARS = {
  from: instant(Date.parse('2020-01-01T00:00:00+08:00')),
  to: instant(Date.parse('2040-01-01T00:00:00+08:00')),
}
const SECOND_MS = 1_000

/** Keys take time to make: one set serves all tests of a process. */
const authority = makeDemoAuthority('测试根', YEARS, 'p256')
const equipped = new Map<string, Promise<EquippedAgency>>()
const equip = (unit: Unit): Promise<EquippedAgency> => {
  const found = equipped.get(unit.code) ?? equipAgency(unit, authority, 'p256')
  equipped.set(unit.code, found)
  return found
}

export { authority as testAuthority, YEARS as testYears }

type Wish = {
  readonly agencies?: readonly UnitName[]
  readonly sandboxAt?: string
  readonly options?: PlatformOptions
  readonly folder?: string
}

export async function openTestPlatform(wish: Wish = {}): Promise<TestPlatform> {
  const folder = wish.folder ?? mkdtempSync(join(tmpdir(), 'xianjie-test-'))
  const names = wish.agencies ?? (Object.keys(units) as UnitName[])
  const agencies = new Map<UnitName, EquippedAgency>()
  for (const name of names) agencies.set(name, await equip(units[name]))
  mkdirSync(join(folder, 'agencies'), { recursive: true })
  for (const { file } of agencies.values()) writeFile(folder, file)
  const { log, logged } = capture()
  const read = readConfig({
    XIANJIE_DATA: join(folder, 'data'),
    XIANJIE_AGENCIES: join(folder, 'agencies'),
    XIANJIE_PORT: '0',
    ...(await scenarioBackbone.variables(folder)),
    XIANJIE_SANDBOX: wish.sandboxAt ? 'true' : 'false',
  })
  if (!read.ok) throw new Error('the test configuration is wrong')
  const platform = await startPlatform(read.config, log, wish.options)
  checkProvisioned(await platform.provision())
  if (wish.sandboxAt) platform.sandbox?.set(parseInstant(wish.sandboxAt) as Instant)
  return testPlatform(wish, folder, platform, agencies, logged)
}

function testPlatform(
  wish: Wish,
  folder: string,
  platform: Platform,
  agencies: ReadonlyMap<UnitName, EquippedAgency>,
  logged: () => string,
): TestPlatform {
  const agency = (name: UnitName): EquippedAgency => agencies.get(name) as EquippedAgency
  const now = () => platform.clock.now()
  const token = (name: UnitName) =>
    makeToken(agency(name), { platform: 'xianjie', operator: 'op-1', now: now() })
  const send = async (url: string, pushed: Push) => {
    const document = bytesOf(pushed.document)
    const signature =
      pushed.signature ?? signAs(agency(pushed.by), document, instant(now() - SECOND_MS))
    return inject(platform, 'POST', url, await token(pushed.by), {
      document: Buffer.from(document).toString('base64'),
      mediaType: pushed.mediaType ?? 'application/json',
      signature: Buffer.from(signature).toString('base64'),
      attachments: pushed.attachments?.map(({ name, content }) => ({
        name,
        content: Buffer.from(content).toString('base64'),
      })),
    })
  }
  return {
    platform,
    folder,
    logged,
    agency,
    token,
    now,
    register: async (file) => {
      writeFile(folder, file)
      checkProvisioned(await platform.provision())
    },
    push: (pushed) => send('/v1/documents', pushed),
    preflight: (pushed) => send('/v1/documents/preflight', pushed),
    get: async (name, url) => inject(platform, 'GET', url, await token(name)),
    eventCount: () => eventCount(platform),
    close: async () => {
      await platform.close()
      if (wish.folder) return
      await scenarioBackbone.dispose(folder)
      rmSync(folder, { recursive: true, force: true })
    },
    restart: async () => {
      await platform.close()
      return openTestPlatform({ ...wish, folder })
    },
  }
}

async function eventCount({ backbone }: Platform): Promise<number> {
  let count = 0
  for await (const page of backbone.log.scan(0))
    count += page.filter(({ stream }) => !stream.startsWith(SUBJECT_STREAM_PREFIX)).length
  return count
}

/** How long nothing is appended until everything is said that follows from the documents. */
const QUIET_MS = 4_000
const QUIET_TURNS_MAX = 20

/** The head of the log once nothing has been appended for a while. */
export async function quietHead({ platform }: TestPlatform): Promise<number> {
  const { log } = platform.backbone
  for (let [last, turns] = [-1, 0]; turns < QUIET_TURNS_MAX; turns += 1) {
    const now = await log.head()
    if (now === last) return now
    last = now
    await sleep(QUIET_MS)
  }
  throw new Error('the log does not come to rest')
}

export async function inject(
  platform: Platform,
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  token: string,
  payload?: object,
): Promise<Answer> {
  const answer = await platform.app.inject({
    method,
    url,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      'xianjie-purpose': 'supervision',
    },
    ...(payload ? { payload } : {}),
  })
  const json = String(answer.headers['content-type'] ?? '').includes('json')
  return {
    status: answer.statusCode,
    body: json ? answer.json() : answer.body,
    headers: answer.headers,
    bytes: answer.rawPayload,
  }
}

function checkProvisioned({ refused }: Awaited<ReturnType<Platform['provision']>>): void {
  if (refused.length > 0) throw new Error(JSON.stringify(refused))
}

const bytesOf = (document: Uint8Array | object): Uint8Array =>
  document instanceof Uint8Array ? document : Buffer.from(JSON.stringify(document))

const writeFile = (folder: string, file: Agency) =>
  writeFileSync(join(folder, 'agencies', `${file.code}.json`), JSON.stringify(file))

function capture() {
  const lines: string[] = []
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  return {
    log: createLog({ service: 'test', destination, level: 'debug' }),
    logged: () => lines.join(''),
  }
}

// biome-ignore lint/suspicious/noExplicitAny: an example document is changed member by member by tests.
export type ExampleDocument = any

/** A type's example with a fresh id. */
export function exampleOf(slug: string): ExampleDocument {
  const document = JSON.parse(documentExamples(slug).json)
  document.header.documentId = randomUUID()
  return document
}
