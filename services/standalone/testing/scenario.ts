/**
 * What scenarios of bad input share: any request at all, the refusal that it must meet in both
 * languages, and the traces that it must not leave in the log, on disk or in the log lines.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { instant, type ProblemCode, problems } from '@xianjie/contracts'
import t, { test } from 'tap'
import { signAs } from '../../../scripts/workshop/agency-workshop.ts'
import { scenarioBackbone } from './scenario-backbone.ts'
import { type Body, type JsonSubmission, jsonBody } from './submissions.ts'
import { type Answer, openTestPlatform, type TestPlatform, type UnitName } from './test-platform.ts'

export type Test = Parameters<Parameters<typeof test>[0]>[0]

export type Request = Partial<Body> & {
  /** The agency that calls, by its token; nobody when absent. */
  readonly by?: UnitName
  readonly method?: 'GET' | 'POST' | 'PUT'
  /** `/v1/documents` unless told. */
  readonly url?: string
}

export type Refusal = {
  readonly code: ProblemCode
  /** All of them, each `path code`; not looked at when absent. */
  readonly violations?: readonly string[]
}

export type Scenario = TestPlatform & {
  ask(request: Request): Promise<Answer>
  /** Bytes of the document, remembered as something that no log line may hold. */
  bytes(document: object | string | Buffer): Buffer
  signed(by: UnitName, document: Uint8Array): Uint8Array
  /** A submission of what the agency has signed, apart from what is given otherwise. */
  submission(
    by: UnitName,
    document: object | string | Buffer,
    other?: Partial<JsonSubmission>,
  ): Request
  /** Checks the answer in both languages, and that nothing was stored. */
  refused(t: Test, title: string, request: Request, refusal: Refusal): Promise<void>
  /** Checks that what `work` does leaves no trace. */
  traceless<Result>(t: Test, title: string, work: () => Promise<Result>): Promise<Result>
  /** Everything sent that names a person or tells of one. */
  readonly secrets: ReadonlySet<string>
}

const SECOND_MS = 1_000

/** Opens a platform that ends with the file's tests; the last of them looks through the log lines. */
export async function openScenario(
  ...wish: Parameters<typeof openTestPlatform>
): Promise<Scenario> {
  const opened = await openTestPlatform(...wish)
  const secrets = new Set<string>()
  t.teardown(() => opened.close())
  const bytes = (document: object | string | Buffer): Buffer => {
    const content = Buffer.from(
      typeof document === 'string' || document instanceof Buffer
        ? document
        : JSON.stringify(document),
    )
    for (const word of wordsOf(content.toString())) secrets.add(word)
    return content
  }
  const signed = (by: UnitName, document: Uint8Array) =>
    signAs(opened.agency(by), document, instant(opened.now() - SECOND_MS))
  const scenario: Scenario = {
    ...opened,
    bytes,
    signed,
    ask: (request) => ask(opened, request),
    submission: (by, document, other) => {
      const content = bytes(document)
      return { by, ...jsonBody({ document: content, signature: signed(by, content), ...other }) }
    },
    refused: (t, title, request, refusal) => refused(t, scenario, title, request, refusal),
    traceless: (t, title, work) => traceless(t, scenario, title, work),
    secrets,
  }
  return scenario
}

/** The last test of a file: whatever was sent, no name, number or text of it was logged. */
export async function logsNobody({ secrets, ...scenario }: Scenario): Promise<void> {
  await test('no log line holds a name, a number or text of what was sent', async (t) => {
    scenario.platform.app.log.warn('a line to be found')
    const lines = scenario.logged()
    t.match(lines, 'a line to be found')
    t.ok(secrets.size > 0, `${secrets.size} words to look for`)
    t.same(
      [...secrets].filter((word) => lines.includes(word)),
      [],
    )
  })
}

/** Identity numbers, birth dates and every run of Chinese that is long enough to tell something. */
const wordsOf = (text: string): readonly string[] =>
  text.match(/\d{17}[\dX]|19\d\d-\d\d-\d\d|\p{Script=Han}[\p{Script=Han}〔〕（）0-9]{2,}/gu) ?? []

async function ask(
  { platform, token }: TestPlatform,
  { by, method = 'POST', url = '/v1/documents', headers, payload }: Request,
): Promise<Answer> {
  const answer = await platform.app.inject({
    method,
    url,
    headers: { ...(by ? { authorization: `Bearer ${await token(by)}` } : {}), ...headers },
    ...(payload === undefined ? {} : { payload }),
  })
  const isJson = String(answer.headers['content-type'] ?? '').includes('json')
  return {
    status: answer.statusCode,
    body: isJson ? answer.json() : answer.body,
    headers: answer.headers,
    bytes: answer.rawPayload,
  }
}

const LANGUAGES = { zh: 'zh-CN,zh;q=0.9,en;q=0.1', en: 'en-GB,en;q=0.8,zh;q=0.2' } as const

async function refused(
  t: Test,
  scenario: Scenario,
  title: string,
  request: Request,
  refusal: Refusal,
): Promise<void> {
  await t.test(title, async (at) => {
    await traceless(at, scenario, title, async () => {
      for (const language of ['zh', 'en'] as const) {
        const headers = { ...request.headers, 'accept-language': LANGUAGES[language] }
        isRefusal(at, await scenario.ask({ ...request, headers }), language, refusal)
      }
    })
  })
}

type Violation = { readonly path: string; readonly code: string; readonly message: string }

/** Checks a problem document (RFC 9457) in one language against the catalogue. */
export function isRefusal(
  t: Test,
  answer: Pick<Answer, 'status' | 'body' | 'headers'>,
  language: 'zh' | 'en',
  { code, violations }: Refusal,
): void {
  const { status, title, advice } = problems[code]
  const told: readonly Violation[] = answer.body.violations ?? []
  const said = told.map(({ path, code: what }) => `${path} ${what}`).sort()
  t.same(
    { status: answer.status, code: answer.body.code, violations: said },
    { status, code, violations: violations ?? said },
  )
  t.match(answer.headers, {
    'content-type': /^application\/problem\+json/,
    'content-language': language,
    'request-id': /^[0-9a-f-]{36}$/,
  })
  t.match(answer.body, {
    status,
    title: title[language],
    detail: advice[language],
    type: new RegExp(`^https?://[^/]+/docs/problems/${code}$`),
  })
  const inChinese = told.filter(({ message }) => /\p{Script=Han}/u.test(message))
  t.same(inChinese, language === 'zh' ? told : [], `violations in ${language}`)
}

async function traceless<Result>(
  t: Test,
  scenario: Scenario,
  title: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const before = await traces(scenario)
  const result = await work()
  await settled(scenario)
  t.same(await traces(scenario), before, `nothing was stored: ${title}`)
  return result
}

const incoming = ({ folder }: TestPlatform) => join(folder, 'data', 'incoming')

const traces = async (opened: TestPlatform) => ({
  events: await opened.eventCount(),
  blobs: await scenarioBackbone.blobNames(opened.folder),
  incoming: readdirSync(incoming(opened)),
})

const SWEEPS = 100
const SWEEP_MS = 20

/** What waited for its verdict is swept away after the answer was given. */
async function settled(opened: TestPlatform): Promise<void> {
  for (let sweep = 0; sweep < SWEEPS && readdirSync(incoming(opened)).length > 0; sweep += 1) {
    await pause(SWEEP_MS)
  }
}
