/** The shares of law.md §6.4 in a population of the size for which they are wanted. */
import t, { type Test } from 'tap'
import type { Life } from './life.ts'
import { populationOf } from './population.ts'
import type { Slug } from './sheet.ts'
import { described, seed } from './testing.ts'

const SUBJECTS = 20_000
const population = populationOf({ seed, subjects: SUBJECTS })
t.comment(described(population, SUBJECTS))

type Counts = {
  documents: number
  readonly lives: Map<string, number>
  readonly papers: Map<string, number>
}
const counts: Counts = { documents: 0, lives: new Map(), papers: new Map() }
const add = (to: Map<string, number>, name: string) => to.set(name, (to.get(name) ?? 0) + 1)

for (const life of population.lives()) count(life)

function count({ kind, sheets }: Life): void {
  counts.documents += sheets.length
  add(counts.lives, kind)
  const types = new Set<string>(sheets.map(({ type }) => type))
  for (const type of types) add(counts.lives, type)
  for (const { type } of sheets) add(counts.papers, type)
  if (types.has('search-bulletin') || types.has('missed-handover-notice')) add(counts.lives, 'lost')
  if (sheets.some(({ body }) => 'prohibition' in body)) add(counts.lives, 'prohibition')
  if (sheets.some(({ minor }) => minor)) add(counts.lives, 'minor')
}

const lives = (name: string): number => counts.lives.get(name) ?? 0
const papers = (type: Slug): number => counts.papers.get(type) ?? 0

/** Share of all, least and most that is right: the law's own range, or its share within chance. */
function between(t: Test, what: string, share: number, [least, most]: readonly [number, number]) {
  t.ok(share >= least && share <= most, `${what}: ${(100 * share).toFixed(2)} %`)
}

t.test('kinds of correction are as frequent as in the provinces', async (t) => {
  between(t, '缓刑', lives('probation') / SUBJECTS, [0.83, 0.93])
  between(t, '假释', lives('parole') / SUBJECTS, [0.03, 0.13])
  between(t, '暂外', lives('tpe') / SUBJECTS, [0.024, 0.036])
  between(t, '管制', lives('control') / SUBJECTS, [0.004, 0.017])
})

t.test('a life has about eighteen documents', async (t) => {
  between(t, 'documents', counts.documents / SUBJECTS, [16.5, 19.5])
})

t.test('assessments, warnings, monitoring and the rest happen as often as they do', async (t) => {
  const proposals = papers('proposal-revoke-probation') + papers('proposal-revoke-parole')
  const recalls = papers('decision-imprison-prison')
  between(t, 'assessment', lives('assess-opinion') / SUBJECTS, [0.655, 0.685])
  between(t, 'warnings', papers('decision-warning') / SUBJECTS, [0.055, 0.076])
  between(t, 'revocation proposals', proposals / SUBJECTS, [0.0075, 0.0137])
  between(t, 'recalls of 暂外', recalls / lives('tpe'), [0.1, 0.25])
  between(t, 'e-monitoring', lives('emonitor-decision') / SUBJECTS, [0.105, 0.135])
  between(t, 're-offending', lives('judgment-new-crime') / SUBJECTS, [0.00025, 0.0021])
  between(t, '脱管 and 漏管', lives('lost') / SUBJECTS, [0.014, 0.027])
  between(t, 'prohibition orders', lives('prohibition') / SUBJECTS, [0.033, 0.047])
  between(t, 'frequent travel', lives('recurring-travel-approval') / SUBJECTS, [0.09, 0.11])
})

t.test('there are a few of everything else that a platform has to bear', async (t) => {
  for (const [what, share] of [
    ['minor', lives('minor')],
    ['place changes', lives('place-change-decision')],
    ['commutations', lives('ruling-commutation')],
    ['corrections F8', lives('ruling-correction')],
    ['recalls F10', lives('document-recall')],
    ['deaths', lives('death-notice')],
    ['missing papers', lives('missing-documents-notice')],
  ] as const) {
    between(t, what, share / SUBJECTS, [0.0005, 0.04])
  }
})
