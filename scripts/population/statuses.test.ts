/** What must hold for the status of everybody, whatever their papers and the order of arrival. */
import assert from 'node:assert/strict'
import {
  DAY_MS,
  type Fact,
  type Instant,
  instant,
  parseInstant,
  type SubjectStatus,
  statusAt,
} from '@xianjie/contracts'
import { calendar } from '@xianjie/schemas'
import t from 'tap'
import { Acceptor } from './accepted.ts'
import type { Life } from './life.ts'
import { populationOf } from './population.ts'
import { type Random, randomOf } from './random.ts'
import { described, seed, subjectsOr } from './testing.ts'

const SUBJECTS = subjectsOr(400)
/** Moments and orders that are tried for each person. */
const TRIES = 4
const LATE = parseInstant('2100-01-01T00:00:00+08:00') as Instant
const population = populationOf({ seed, subjects: SUBJECTS })
const acceptor = new Acceptor(population)
t.comment(described(population, SUBJECTS))

type Person = { readonly life: Life; readonly facts: readonly Fact[]; readonly random: Random }

async function makePersons(): Promise<readonly Person[]> {
  const made: Person[] = []
  let position = 0
  for (const life of population.lives()) {
    const facts: Fact[] = []
    for (const sheet of life.sheets) {
      position += 1
      facts.push(await acceptor.factOf({ life, sheet }, position))
    }
    made.push({ life, facts, random: randomOf(seed, life.n, 1) })
  }
  return made
}
const persons = await makePersons()

/** Some time between a month before the first paper and a year after the last. */
function momentOf({ facts, random }: Person): Instant {
  const [first, last] = [facts[0]?.recordedAt ?? 0, facts.at(-1)?.recordedAt ?? 0]
  return instant(random.int(first - 30 * DAY_MS, last + 365 * DAY_MS))
}

/**
 * Clocks that run from receipt, papers that are missing until they come and what is found odd about
 * late ones follow the arrival, as the law wants (§0.3-9, §2.1); nothing else may.
 */
function withoutReceipt(status: SubjectStatus) {
  const { openDeadlines, holdsUntil, findings, basis, overlays, circumstances, ...rest } = status
  const { delivery, ...others } = circumstances
  const flags = overlays.flags.filter((flag) => flag !== 'DOCS_INCOMPLETE')
  return { ...rest, overlays: { ...overlays, flags }, circumstances: others }
}

t.test('every order in which the papers arrive gives the same status', async (t) => {
  let compared = 0
  for (const person of persons) {
    const { facts, random, life } = person
    for (let n = 0; n < TRIES; n += 1) {
      const asked = { valid: momentOf(person), known: LATE }
      const arrived = shuffled(facts, random).map((fact, position) => ({
        ...fact,
        position,
        recordedAt: instant(random.int(0, LATE - 1)),
      }))
      assert.deepEqual(
        withoutReceipt(statusAt(arrived, asked, calendar)),
        withoutReceipt(statusAt(facts, asked, calendar)),
        `person ${life.n} at ${new Date(asked.valid).toISOString()}`,
      )
      compared += 1
    }
  }
  t.equal(compared, SUBJECTS * TRIES)
})

t.test('the order in which a view hands facts over makes no difference at all', async () => {
  for (const person of persons) {
    const { facts, random, life } = person
    const asked = { valid: momentOf(person), known: momentOf(person) }
    assert.deepEqual(
      statusAt(shuffled(facts, random), asked, calendar),
      statusAt(facts, asked, calendar),
      `person ${life.n}`,
    )
  }
})

t.test('whatever is asked, there is an answer, and it holds until it says', async () => {
  for (const person of persons) {
    for (let n = 0; n < TRIES; n += 1) {
      const asked = { valid: momentOf(person), known: momentOf(person) }
      const { holdsUntil } = statusAt(person.facts, asked, calendar)
      assert.ok(holdsUntil === null || holdsUntil > asked.valid, `person ${person.life.n}`)
    }
  }
})

t.test('a whole life ends in a state that ends it', async (t) => {
  let open = 0
  for (const { facts } of persons) {
    const { state } = statusAt(facts, { valid: LATE, known: LATE }, calendar)
    if (!ENDS.has(state)) open += 1
  }
  // A paper that was lost, or released nobody, leaves some open; what ends most lives must be there.
  t.ok(open / SUBJECTS < 0.03, `${open} of ${SUBJECTS} lives stay open`)
})
const ENDS = new Set(['RELEASED', 'TERMINATED', 'IN_CUSTODY_SERVING'])

function shuffled(facts: readonly Fact[], random: Random): readonly Fact[] {
  const keys = new Map(facts.map((fact) => [fact, random.next()]))
  return facts.toSorted((one, other) => (keys.get(one) ?? 0) - (keys.get(other) ?? 0))
}
