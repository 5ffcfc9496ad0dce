/** The log is the only truth: read models that are gone, in part or damaged, come back as they were. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { scenarioBackbone } from '../testing/scenario-backbone.ts'
import { PAROLE, PROBATION, story } from '../testing/story.ts'
import { inject, openTestPlatform, quietHead, type TestPlatform } from '../testing/test-platform.ts'

const folder = mkdtempSync(join(tmpdir(), 'xianjie-rebuilt-'))
t.teardown(async () => {
  await scenarioBackbone.dispose(folder)
  rmSync(folder, { recursive: true, force: true })
})
const views = join(folder, 'data', 'views')
const DAYS = ['2026-02-20', '2026-04-01', '2026-06-01', '2026-08-24', '2026-10-31']

const told = [...story(PROBATION, 1), ...story(PAROLE, 2), ...story(PROBATION.slice(0, 5), 3)]
const subjects = new Set<string>()

let knownAt = ''
/** Position of the last event, once everything is said that follows from the documents. */
let head = 0
let before: Awaited<ReturnType<typeof answers>> = []

t.test('documents of three persons are there', async (t) => {
  const platform = await openTestPlatform({ folder })
  t.teardown(() => platform.close())
  for (const { by, document } of told) {
    const { status, body } = await platform.push({ by, document })
    t.equal(status, 201, document.type)
    subjects.add(body.subjectId)
  }
  t.equal(subjects.size, 3)
  knownAt = new Date(platform.now() + 1_000).toISOString()
  head = await quietHead(platform)
  before = await answers(platform)
  t.same(
    before.filter(({ status }) => status !== 200),
    [],
  )
})

const damages: Readonly<Record<string, () => void>> = {
  'all are gone': () => rmSync(views, { recursive: true }),
  'the one of statuses is gone': () => removeFiles('status'),
  'the one of agencies is gone': () => removeFiles('agencies'),
  'the one of deadlines is gone': () => removeFiles('clock'),
  'one is no database any more': () => overwrite('status', () => Buffer.from('not a database')),
  'one is empty': () => overwrite('agencies', () => Buffer.alloc(0)),
  'one was cut short': () => overwrite('status', (bytes) => bytes.subarray(0, bytes.length / 2)),
}
for (const [damage, inflict] of Object.entries(damages)) {
  t.test(`read models answer the same after ${damage}`, async (t) => {
    inflict()
    const platform = await openTestPlatform({ folder })
    t.teardown(() => platform.close())
    t.same(await answers(platform), before)
    t.equal(
      await platform.eventCount(),
      told.length + agencyCount(platform),
      'nothing was appended',
    )
    t.equal(await platform.platform.backbone.log.head(), head, 'nor said again')
  })
}

t.test('a rebuilt platform goes on', async (t) => {
  rmSync(views, { recursive: true })
  const platform = await openTestPlatform({ folder })
  t.teardown(() => platform.close())
  const [{ by, document }] = story(['decision-reprimand'], 1) as [ReturnType<typeof story>[0]]
  const { status, body } = await platform.push({ by, document })
  t.equal(status, 201)
  const asked = `/v1/subjects/${body.subjectId}/status?minPosition=${body.position}`
  t.match(await platform.get('qingshiProcuratorate', asked), { status: 200 })
  t.match(await platform.push({ by, document }), { status: 200, body })
})

/** Everything that can be asked about the subjects, but for the age of the answer. */
async function answers(platform: TestPlatform) {
  const asked = [...subjects].flatMap((id) => [
    `/v1/subjects/${id}/documents?knownAt=${knownAt}`,
    `/v1/subjects/${id}/deadlines?validAt=2026-12-31&knownAt=${knownAt}`,
    `/v1/subjects/${id}/timeline?validAt=2026-12-31&knownAt=${knownAt}`,
    ...DAYS.map((day) => `/v1/subjects/${id}/status?validAt=${day}&knownAt=${knownAt}`),
  ])
  asked.push(`/v1/deadlines?limit=500&minPosition=${head}`)
  const got = await Promise.all(asked.map((url) => platform.get('qingshiProcuratorate', url)))
  const token = await platform.token('qingshiProcuratorate')
  const searched = await Promise.all(
    told.map(({ document: { header } }) => {
      const { name, birthDate } = header.subject
      return inject(platform.platform, 'POST', '/v1/subjects/search', token, { name, birthDate })
    }),
  )
  return [...got, ...searched].map(({ status, body: { ageMs: _, ...body } }) => ({ status, body }))
}

const agencyCount = ({ folder: at }: TestPlatform) => readdirSync(join(at, 'agencies')).length

const filesOf = (name: string): readonly string[] =>
  readdirSync(views)
    .filter((file) => file.startsWith(name))
    .map((file) => join(views, file))

const removeFiles = (name: string) => {
  for (const file of filesOf(name)) rmSync(file)
}

function overwrite(name: string, change: (bytes: Buffer) => Buffer): void {
  for (const file of filesOf(name)) {
    writeFileSync(file, change(readFileSync(file)))
  }
}
