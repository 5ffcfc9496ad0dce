/**
 * A generated population has the same statuses on both backbones, and again when the views are built
 * from nothing. `POPULATION=20000` runs it in the size that is wanted; with all other tests it is smaller.
 */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import {
  type EventLog,
  type Instant,
  parseInstant,
  type SubjectId,
  statusAt,
} from '@xianjie/contracts'
import { openEventLog as openEmbedded, openReadModel } from '@xianjie/embedded'
import { openEventLog as openServer } from '@xianjie/eventstoredb'
import { launchDouble } from '@xianjie/eventstoredb/testing'
import { calendar, entryOf } from '@xianjie/schemas'
import { type Projection, project, subjectView } from '@xianjie/subjects'
import t from 'tap'
import { populationOf } from './population.ts'
import { described, seed, subjectsOr } from './testing.ts'
import { writePopulation } from './write-population.ts'

const SUBJECTS = subjectsOr(3_000)
/** Of the full size, on a machine that others use too. */
t.setTimeout(3_600_000)
const PAGE = 500
/** In the middle of the intake, at its end, and when all is over, each as known then. */
const MOMENTS = ['2022-06-01', '2025-12-31', '2026-11-01'].map((day) =>
  parseInstant(`${day}T12:00:00+08:00`),
) as readonly Instant[]
const population = populationOf({ seed, subjects: SUBJECTS })
t.comment(described(population, SUBJECTS))

const folder = t.testdir()
const embedded = await openEmbedded(join(folder, 'log'))
const double = await launchDouble()
const server = await openServer({ connectionString: double.url })
const stopping = new AbortController()
t.teardown(async () => {
  stopping.abort()
  await Promise.all([embedded.close(), server.close()])
  await double.close()
})

async function timed<Value>(what: string, work: () => Promise<Value>): Promise<Value> {
  const started = performance.now()
  const value = await work()
  t.comment(`${what}: ${((performance.now() - started) / 1_000).toFixed(1)} s`)
  return value
}

/** A view of the log from nothing; each name is a file of its own. */
async function projected(name: string, log: EventLog): Promise<Projection> {
  const view = openReadModel(join(folder, name), subjectView)
  t.teardown(() => view.close())
  const parked: number[] = []
  const { projection } = await timed(`project ${name}`, () =>
    project({ log, view, signal: stopping.signal, entryOf, onParked: (at) => parked.push(at) }),
  )
  t.same(parked, [], name)
  return projection
}

/** Everybody's answers, as a digest: what twenty thousand people fill is not kept twice. */
function* answersOf(projection: Projection): Generator<readonly [SubjectId, string]> {
  for (let page = projection.subjectsAfter('', PAGE); page.length > 0; ) {
    for (const subject of page) {
      const facts = projection.factsUpTo(subject, Number.MAX_SAFE_INTEGER)
      const answers = MOMENTS.map((at) => statusAt(facts, { valid: at, known: at }, calendar))
      yield [subject, createHash('sha256').update(JSON.stringify(answers)).digest('hex')]
    }
    page = projection.subjectsAfter(page.at(-1) ?? '', PAGE)
  }
}

t.test('both backbones and a rebuild give every subject the same status', async (t) => {
  const written = await timed('write both logs', () =>
    writePopulation(population, [embedded, server]),
  )
  t.equal(written.subjects, SUBJECTS)
  t.comment(`${written.documents} documents`)
  const views = {
    embedded: await projected('embedded', embedded),
    server: await projected('server', server),
    rebuilt: await projected('rebuilt', embedded),
    rebuiltServer: await projected('rebuilt-server', server),
  }
  const expected = await timed(
    'answers of embedded',
    async () => new Map(answersOf(views.embedded)),
  )
  t.equal(expected.size, SUBJECTS)
  for (const name of ['server', 'rebuilt', 'rebuiltServer'] as const) {
    const got = await timed(`answers of ${name}`, async () => new Map(answersOf(views[name])))
    t.equal(got.size, SUBJECTS, name)
    const other = [...expected].filter(([subject, answers]) => got.get(subject) !== answers)
    t.same(other.slice(0, 3), [], name)
  }
  t.ok(new Set(expected.values()).size > SUBJECTS / 2, 'and they are not all alike')
})
