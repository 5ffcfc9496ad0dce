/** Papers that only go on the record: they prove a circumstance and change nothing of the status. */
import {
  type Fact,
  factOf,
  instant,
  type OpenPart,
  type SubjectStatus,
  statusAt,
} from '@xianjie/contracts'
import t from 'tap'
import { calendar, catalogue, entryOf } from './index.ts'

const AT = instant(Date.parse('2026-06-30T12:00:00+08:00'))
const CC = { code: '111399210000000197', kind: 'corrections', region: '139921' }

function paper(type: string, n: number, day: string, facts: OpenPart['facts'] = {}): Fact {
  const entry = entryOf(type)
  if (!entry) throw new Error(`no such type: ${type}`)
  const open = {
    ...{ documentId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, type },
    ...{ number: `no. ${n}`, issuer: CC, recipients: [], copies: [], references: [] },
    ...{ madeOn: day, minor: false, facts, acceptedAt: `${day}T12:00:00.000+08:00` },
  }
  return factOf(open as unknown as OpenPart, n, entry)
}

const enrolled: readonly Fact[] = [
  paper('judgment-probation', 1, '2026-03-02', { kind: 'probation', term: { years: 1 } }),
  paper('execution-notice', 2, '2026-03-13', { judgmentEffectiveOn: '2026-03-13' }),
  paper('enrolment-record', 3, '2026-03-16', { reportedOn: '2026-03-16', reportCode: '01' }),
]
const status = (facts: readonly Fact[]): SubjectStatus =>
  statusAt(facts, { valid: AT, known: AT }, calendar)
const core = ({
  kind,
  state,
  overlays,
  counters,
  period,
  executionPlace,
  ended,
}: SubjectStatus) => ({
  ...{ kind, state, overlays, counters, period, executionPlace, ended },
})

t.test('no paper whose effect is to be recorded changes the status', async (t) => {
  const records = catalogue.filter(({ effect }) => effect === 'record')
  t.ok(records.length > 30, `${records.length} types`)
  for (const { slug } of records) {
    t.same(core(status([...enrolled, paper(slug, 9, '2026-05-06')])), core(status(enrolled)), slug)
  }
})

t.test(
  'C5, C6 and C35 stand among the proofs of supervision, C30 and C38 among none',
  async (t) => {
    const proves = (slug: string) => {
      const { circumstances } = status([...enrolled, paper(slug, 9, '2026-05-06')])
      const id = '00000000-0000-4000-8000-000000000009'
      return Object.entries(circumstances).flatMap(([name, { documents }]) =>
        documents.some((each) => each === id) ? [name] : [],
      )
    }
    t.same(proves('restricted-area-approval'), ['supervision'])
    t.same(proves('contact-approval'), ['supervision'])
    t.same(proves('guarantor-change'), ['supervision'])
    t.same(proves('incident-report'), [])
    t.same(proves('reconciliation-report'), [])
  },
)
