/** Arrival does not matter: neither the order of documents, nor how often and how many at once. */
import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import t from 'tap'
import { story, type Told } from '../testing/story.ts'
import {
  type Answer,
  exampleOf,
  openTestPlatform,
  type TestPlatform,
} from '../testing/test-platform.ts'

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
t.comment(`seed ${seed}`)
const PARAMETERS = { seed, numRuns: Number(process.env.RUNS ?? 40) }
const AT_ONCE = 30

/** All documents arrive on one day: clocks that run from receipt may follow that day, as the law wants. */
const ARRIVAL = '2026-09-01T08:00:00+08:00'
const DAYS = ['2026-03-12', '2026-03-25', '2026-04-01', '2026-06-09', '2026-08-25', '2026-09-23']

const SLUGS = [
  'judgment-probation',
  'execution-notice',
  'enrolment-record',
  'decision-reprimand',
  'decision-warning',
  'ruling-correction',
  'document-recall',
]

let platform: TestPlatform
t.before(async () => {
  platform = await openTestPlatform({ sandboxAt: ARRIVAL })
})
t.teardown(() => platform.close())

let persons = 0

/** One person's documents: a correction moves the last day, a recall takes the reprimand back. */
function documentsOfOne(): readonly Told[] {
  persons += 1
  const told = story(SLUGS, persons)
  const [, notice, , reprimand, , correction, recall] = told.map(({ document }) => document)
  correction.header.issuer = notice.header.issuer
  correction.header.references.reference = [refersTo('corrects', notice)]
  correction.body.corrections = [{ field: 'periodTo', value: '2026-09-23', was: '2026-08-23' }]
  recall.header.references.reference = [refersTo('recalls', reprimand)]
  return told.map((each) => (each.document === correction ? { ...each, by: 'baiyangCourt' } : each))
}

const refersTo = (relation: string, { header }: Told['document']) => ({
  relation,
  documentId: header.documentId,
  number: header.number,
})

/**
 * The status on each of the days once all of it is to be seen there, with ids of documents written as
 * their types.
 */
async function statusAfter(
  pushed: readonly Answer[],
  told: readonly Told[],
): Promise<readonly unknown[]> {
  const types = new Map(told.map(({ slug, document }) => [document.header.documentId, slug]))
  const position = Math.max(...pushed.map(({ body }) => body.position))
  const status = `/v1/subjects/${pushed[0]?.body.subjectId}/status?minPosition=${position}`
  const asked = DAYS.map((day) => `${status}&validAt=${day}`)
  const answers = await Promise.all(asked.map((url) => platform.get('qingshiCorrections', url)))
  return answers.map(({ status, body }) => {
    const { subjectId: _, knownAt: __, position: ___, ageMs: ____, ...rest } = body
    return JSON.parse(
      JSON.stringify({ status, ...rest }),
      (_key, value) => types.get(value) ?? value,
    )
  })
}

async function pushAll(told: readonly Told[]): Promise<readonly unknown[]> {
  const answers: Answer[] = []
  for (const { by, document } of told) {
    const answer = await platform.push({ by, document })
    const { status, body } = answer
    if (status !== 201) throw new Error(`${document.type}: ${status} ${JSON.stringify(body)}`)
    answers.push(answer)
  }
  return statusAfter(answers, told)
}

t.test('the documents say something on every day asked about', async (t) => {
  const statuses = (await pushAll(documentsOfOne())) as Answer['body'][]
  t.same(
    statuses.map(({ state }) => state),
    [
      'DECIDED_NOT_EFFECTIVE',
      'EFFECTIVE_AWAITING_REPORT',
      'UNDER_CORRECTION',
      'UNDER_CORRECTION',
      'UNDER_CORRECTION',
      'UNDER_CORRECTION',
    ],
  )
  t.match(statuses.at(-1), {
    period: { to: '2026-09-23' },
    counters: { reprimands: 0, warnings: 1 },
  })
})

t.test('all orders of arrival give the same status', async () => {
  const expected = JSON.stringify(await pushAll(documentsOfOne()))
  const order = fc.shuffledSubarray([...SLUGS.keys()], { minLength: SLUGS.length })
  await fc.assert(
    fc.asyncProperty(order, async (places) => {
      const told = documentsOfOne()
      const found = JSON.stringify(await pushAll(places.map((place) => told[place] as Told)))
      if (found !== expected) throw new Error(`${found}\nexpected\n${expected}`)
    }),
    PARAMETERS,
  )
})

t.test('all documents of one person at once give that status too', async (t) => {
  const expected = await pushAll(documentsOfOne())
  const told = documentsOfOne()
  const answers = await Promise.all(told.map(({ by, document }) => platform.push({ by, document })))
  t.same([...new Set(answers.map(({ status }) => status))], [201])
  t.same(await statusAfter(answers, told), expected)
})

t.test(`one document pushed ${AT_ONCE} times at once is one event`, async (t) => {
  const events = await platform.eventCount()
  const document = exampleOf('ruling-parole')
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, () => platform.push({ by: 'yunxiCourt', document })),
  )
  t.same(answers.map(({ status }) => status).sort(), [...Array(AT_ONCE - 1).fill(200), 201])
  t.equal(new Set(answers.map(({ bytes }) => bytes.toString())).size, 1, 'one receipt for all')
  t.equal(await platform.eventCount(), events + 1)
})

t.test(`one id pushed at once with ${AT_ONCE} contents holds one of them`, async (t) => {
  const events = await platform.eventCount()
  const documentId = randomUUID()
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, at) => {
      const document = exampleOf('ruling-parole')
      document.header = { ...document.header, documentId, number: `（2026）冀99刑更${at}号` }
      return platform.push({ by: 'yunxiCourt', document })
    }),
  )
  t.same(answers.map(({ status }) => status).sort(), [201, ...Array(AT_ONCE - 1).fill(409)])
  const refused = answers.filter(({ status }) => status === 409)
  t.same([...new Set(refused.map(({ body }) => body.code))], ['document-id-reused'])
  t.equal(await platform.eventCount(), events + 1)
})
