import { dateOf, isCreditCode, isResidentId, type LegalDate, mayIssue } from '@xianjie/contracts'
import { entryOf } from '@xianjie/schemas'
import { validateAgencyFile, validateDocument } from '@xianjie/validate'
import t from 'tap'
import { documentIdOf, documentOf } from './document-of.ts'
import { populationOf } from './population.ts'
import { CITIES_MAX, COUNTIES_OF_A_CITY_MAX, makeProvince } from './province.ts'
import { described, seed } from './testing.ts'

const SUBJECTS = 1_500
/** Of each type: all of the rare ones, and enough of the others. */
const VALIDATED_OF_A_TYPE = 25
const population = populationOf({ seed, subjects: SUBJECTS })
const lives = [...population.lives()]
const sheets = lives.flatMap((life) => life.sheets.map((sheet) => ({ life, sheet })))
t.comment(described(population, SUBJECTS))

t.test('a size that the made-up region has no room for is refused', async (t) => {
  t.throws(() => makeProvince(CITIES_MAX + 1, 1), RangeError)
  t.throws(() => makeProvince(1, COUNTIES_OF_A_CITY_MAX + 1), RangeError)
  t.throws(() => makeProvince(0, 1), RangeError)
})

t.test('every document passes its schema, and its issuer may issue it', async (t) => {
  const seen = new Map<string, number>()
  const wrong: unknown[] = []
  for (const { life, sheet } of sheets) {
    const count = (seen.get(sheet.type) ?? 0) + 1
    seen.set(sheet.type, count)
    if (!mayIssue(entryOf(sheet.type)!, sheet.by)) wrong.push(['issuer', sheet.type])
    if (count > VALIDATED_OF_A_TYPE) continue
    const violations = validateDocument(sheet.type, documentOf(seed, life, sheet))
    if (violations.length > 0) wrong.push([sheet.type, violations])
  }
  t.same(wrong.slice(0, 3), [])
  t.ok(seen.size >= 60, `${seen.size} types`)
})

t.test('no two persons, documents or papers of one type have one number', async (t) => {
  t.equal(new Set(lives.map(({ person }) => person.idNumber)).size, SUBJECTS)
  t.ok(lives.every(({ person }) => isResidentId(person.idNumber)))
  const ids = sheets.map(({ life, sheet }) => documentIdOf(seed, life, sheet))
  t.equal(new Set(ids).size, sheets.length)
  const numbers = sheets.map(({ sheet }) => `${sheet.type} ${sheet.number}`)
  t.equal(new Set(numbers).size, sheets.length)
})

t.test('no paper arrives before the day on which it was made', async (t) => {
  const early = sheets.filter(({ sheet }) => sheet.madeOn > dateOf(sheet.at))
  t.same(
    early.map(({ sheet }) => sheet.key),
    [],
  )
})

t.test('the same seed gives the same lives, another one others', async (t) => {
  const subjects = 40
  const of = (one: number) => [...populationOf({ seed: one, subjects }).lives()]
  t.same(of(seed), of(seed))
  t.not(JSON.stringify(of(seed)), JSON.stringify(of(seed + 1)))
})

t.test('by arrival come the same papers, each behind what arrived before', async (t) => {
  const arrivals = [...population.byArrival()]
  t.equal(arrivals.length, sheets.length)
  t.ok(arrivals.every(({ sheet }, at) => at === 0 || arrivals[at - 1]!.sheet.at <= sheet.at))
  const keyOf = ({ life, sheet }: (typeof sheets)[number]) => `${life.n} ${sheet.key}`
  t.same(new Set(arrivals.map(keyOf)), new Set(sheets.map(keyOf)))
})

t.test('what would arrive after the last day has not arrived yet', async (t) => {
  const until = '2022-06-30' as LegalDate
  const cut = [...populationOf({ seed, subjects: SUBJECTS, until }).lives()]
  const arrived = sheets.filter(({ sheet }) => dateOf(sheet.at) <= until)
  t.ok(arrived.length > 0 && arrived.length < sheets.length)
  t.equal(
    cut.reduce((sum, life) => sum + life.sheets.length, 0),
    arrived.length,
  )
})

t.test('the units of the province are agencies that a platform takes', async (t) => {
  const { units } = population.province
  t.equal(new Set(units.map(({ code }) => code)).size, units.length)
  t.ok(units.every(({ code }) => isCreditCode(code)))
  const [unit] = units
  const [trustAnchors, intermediates, crls, keys] = [[], [], [], []]
  const file = { ...unit, parent: null, trustAnchors, intermediates, crls, keys, status: 'active' }
  const read = validateAgencyFile(file)
  const paths = read.ok ? [] : read.violations.map(({ path }) => path)
  t.notOk(paths.includes('/code') || paths.includes('/region'), paths.join(' '))
})
