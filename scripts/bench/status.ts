/** How long `statusAt` takes for a person with sixty documents, without any platform around it. */
import type { Fact, Party } from '@xianjie/contracts'
import {
  agencyCode,
  documentId,
  instant,
  legalDate,
  parseInstant,
  statusAt,
} from '@xianjie/contracts'
import { calendar, entryOf } from '@xianjie/schemas'
import { median } from './table.ts'

const FACTS = 60
const ROUNDS = 40
/** One for each day of the course. */
const CALLS = 360
/** Compiling is over only then: a platform runs for weeks. */
const WARM_UP_CALLS = 20_000
const US_PER_MS = 1_000

type Paper = readonly [slug: string, madeOn: string, to: readonly Party[], body?: Fact['body']]

const party = (code: string, kind: NonNullable<Party['kind']>): Party => ({
  code: present(agencyCode(code)),
  kind,
})
const CC = party('111399210000000197', 'corrections')
const PR = party('111399210000000272', 'procuratorate')
const PS = party('11139921000000035W', 'police')
const CT = party('111399020000000437', 'court')
const LOCAL = [CC, PR, PS]

/** A suspended sentence: delivery, leaves, one search, a warning, a revocation refused; as it arrives. */
function course(): readonly Paper[] {
  const judged: readonly Paper[] = [
    ['assess-entrustment', '2026-01-05', [CC], { kind: 'probation', fastTrack: false }],
    ['assess-opinion', '2026-01-14', [CT, PR], { kind: 'probation' }],
    ['judgment-probation', '2026-01-20', LOCAL, { kind: 'probation', term: { years: 1 } }],
    ['notice-effective', '2026-02-03', [CC], { judgmentEffectiveOn: '2026-02-02' }],
    ['execution-notice', '2026-02-03', LOCAL, { judgmentEffectiveOn: '2026-02-02' }],
    ['place-determination', '2026-02-03', LOCAL, { region: '139921', agency: CC.code }],
    ['subject-notification', '2026-02-03', LOCAL, { reportBy: '2026-02-12' }],
    ['exit-restriction', '2026-02-03', [CC], { action: 'impose' }],
    ['service-receipt', '2026-02-04', [CT], { receivedOn: '2026-02-03' }],
    ['forwarding-letter', '2026-02-04', [PR, PS]],
    [
      'enrolment-record',
      '2026-02-10',
      [CT, PR, PS],
      { reportedOn: '2026-02-10', reportCode: '01' },
    ],
    ['enrolment-announcement', '2026-02-11', []],
    ['search-bulletin', '2026-04-10', [PR], { since: '2026-04-08', reason: 1, result: 'started' }],
    ['assist-search-letter', '2026-04-11', [PS], { since: '2026-04-08', reason: 1 }],
    ['search-bulletin', '2026-04-20', [PR], { foundAt: '2026-04-20', reason: 1, result: 'found' }],
    ['decision-warning', '2026-04-22', [PR]],
    ['emonitor-decision', '2026-04-23', [PR], { action: 'impose', from: '2026-04-23' }],
    ['proposal-revoke-probation', '2026-05-06', [CT, PR], { kind: 'probation' }],
    ['ruling-not-revoked', '2026-05-20', LOCAL, { kind: 'probation' }],
    ['decision-commendation', '2026-09-15', [PR], { outstandingDeed: false }],
    ['rectification-notice', '2026-06-10', [CC], { form: 'written' }],
    ['reply', '2026-06-15', [PR], { asksRecheck: false }],
  ]
  const papers = [...judged, ...leaves(FACTS - judged.length)]
  return papers.sort(([, made], [, other]) => (made < other ? -1 : Number(made > other)))
}

/** A leave of three days and the return from it, every nine days. */
function leaves(count: number): readonly Paper[] {
  const papers: Paper[] = []
  for (let day = Date.parse('2026-02-20'); papers.length < count; day += 9 * 86_400_000) {
    const date = (days: number) => new Date(day + days * 86_400_000).toISOString().slice(0, 10)
    const body = { appliedOn: date(-4), from: date(1), to: date(3), outcome: 'granted' } as const
    papers.push(['leave-approval', date(0), [], body])
    papers.push(['leave-return-record', date(3), [], { returnedAt: date(3) }])
  }
  return papers.slice(0, count)
}

const ISSUERS: Readonly<Record<string, Party>> = { court: CT, procuratorate: PR, police: PS }

function factOf([slug, made, to, body = {}]: Paper, position: number): Fact {
  const { order, effect, kinds, issuers } = present(entryOf(slug))
  return {
    documentId: present(
      documentId(`00000000-0000-4000-8000-${String(position).padStart(12, '0')}`),
    ),
    type: slug,
    order,
    effect,
    kinds,
    number: `no. ${position}`,
    issuer: ISSUERS[issuers[0]?.kind ?? ''] ?? CC,
    recipients: to,
    copies: [],
    references: [],
    madeOn: present(legalDate(made)),
    recordedAt: present(parseInstant(`${made}T04:00:00Z`)),
    position,
    body,
  }
}

function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the course of the bench is not sound')
  return value
}

/**
 * Microseconds of a call, each time at another legal time of the course: the median round, and the
 * best one, which says what the machine does while nobody else has its cores.
 */
export function measureStatus(): { readonly median: number; readonly best: number } {
  const facts = course().map(factOf)
  const known = present(parseInstant('2027-03-01T00:00:00Z'))
  const begin = Date.parse('2026-01-01')
  const ask = (call: number) =>
    statusAt(facts, { valid: instant(begin + (call % CALLS) * 86_400_000), known }, calendar)
  for (let call = 0; call < WARM_UP_CALLS; call += 1) ask(call)
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    const started = performance.now()
    for (let call = 0; call < CALLS; call += 1) ask(round * CALLS + call)
    return ((performance.now() - started) / CALLS) * US_PER_MS
  })
  return { median: median(rounds), best: Math.min(...rounds) }
}

export function statusLine(): string {
  const { median, best } = measureStatus()
  const [middle, least] = [median.toFixed(0), best.toFixed(0)]
  return `statusAt of a person with ${FACTS} documents: median ${middle} µs, best round ${least} µs`
}

if (import.meta.main) console.log(statusLine())
