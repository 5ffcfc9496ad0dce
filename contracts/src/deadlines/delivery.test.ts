/** T06-T13: effect, notice, package, receipt, report and hand-over. */
import t from 'tap'
import {
  doc,
  enrolled,
  inForce,
  judged,
  newJudgment,
  onProbation,
} from '../subject/testing-courses.ts'
import { notes, runs } from './testing.ts'

const final = doc('notice-effective', '2026-03-20', {
  to: [],
  body: { judgmentEffectiveOn: '2026-03-13' },
})

t.test('T06: ten days from the last service; it rolls, though it is a validity', async (t) => {
  const served = doc('judgment-control', '2026-03-12', {
    body: { servedOn: '2026-03-12', servedOnProsecutor: '2026-03-10' },
  })
  t.same(notes([served], '2026-03-23', 'T06'), ['T06 03-12…03-23 open'])
  t.same(notes([served], '2026-03-24', 'T06'), ['T06 03-12…03-23 moot'])
  const half = doc('judgment-control', '2026-03-12', { body: { servedOn: '2026-03-12' } })
  t.same(notes([half], '2026-03-23', 'T06'), [], 'the other day is not known')
})

t.test(
  'T07: a judgment that was received before its effect tells nobody that it is final',
  async (t) => {
    t.same(notes([judged, final], '2026-03-18', 'T07'), ['T07 03-13…03-18 open'])
    t.same(notes([judged, final], '2026-03-19', 'T07'), ['T07 03-13…03-18 missed'])
    const told = { ...final, recipients: enrolled.recipients, copies: judged.recipients }
    t.same(notes([judged, told], '2026-03-20', 'T07'), ['T07 03-13…03-18 late'])
    const place = doc('place-determination', '2026-03-16')
    t.same(notes([judged, final, place], '2026-03-20', 'T07'), ['T07 03-13…03-18 met'])
  },
)

t.test('T08: the whole package; what came before the effect counts', async (t) => {
  const package_ = [
    doc('execution-notice', '2026-03-16', { body: { judgmentEffectiveOn: '2026-03-13' } }),
    doc('place-determination', '2026-03-02'),
    doc('subject-notification', '2026-03-23', { body: { reportBy: '2026-03-23' } }),
  ]
  t.same(notes([judged, ...package_], '2026-03-23', 'T08'), ['T08 03-13…03-23 met'])
  t.same(notes([judged, ...package_.slice(0, 2)], '2026-03-24', 'T08'), ['T08 03-13…03-23 missed'])
})

t.test('T08: 暂外 needs the diagnosis too, and 保外就医 the guarantor', async (t) => {
  const decided = (cause: 'medical' | 'pregnancy') =>
    doc('decision-tpe-prison', '2026-03-02', { body: { cause, sentenceTo: '2026-11-30' } })
  const papers = [
    doc('place-determination', '2026-03-03', { by: 'prisonAdministration' }),
    doc('subject-notification', '2026-03-03', { by: 'prisonAdministration' }),
    doc('medical-diagnosis', '2026-03-01', { to: ['corrections'] }),
  ]
  const guarantee = doc('guarantor-undertaking', '2026-03-01')
  t.same(notes([decided('pregnancy'), ...papers], '2026-03-04', 'T08'), ['T08 03-02…03-12 met'])
  t.same(notes([decided('medical'), ...papers], '2026-03-04', 'T08'), ['T08 03-02…03-12 open'])
  t.same(notes([decided('medical'), ...papers, guarantee], '2026-03-04', 'T08'), [
    'T08 03-02…03-12 met',
  ])
})

t.test('T09: a receipt that names the paper, or the decision it came with', async (t) => {
  const paper = doc('execution-notice', '2026-03-16', {
    body: { judgmentEffectiveOn: '2026-03-13' },
  })
  const receipt = (cites: string | undefined, day = '2026-03-17') =>
    doc('service-receipt', day, cites === undefined ? {} : { cites: { answers: cites } })
  const facts = [judged, paper]
  t.same(notes(facts, '2026-03-23', 'T09'), ['T09 03-16…03-23 open'])
  t.same(notes(facts, '2026-03-24', 'T09'), ['T09 03-16…03-23 missed'])
  t.same(notes([...facts, receipt(paper.number)], '2026-03-24', 'T09'), ['T09 03-16…03-23 met'])
  t.same(notes([...facts, receipt(judged.number)], '2026-03-24', 'T09'), ['T09 03-16…03-23 met'])
  t.same(notes([...facts, receipt(undefined)], '2026-03-24', 'T09'), ['T09 03-16…03-23 missed'])
  const alone = doc('execution-notice', '2026-03-16')
  t.same(notes([alone, receipt(alone.number, '2026-03-25')], '2026-03-25', 'T09'), [
    'T09 03-16…03-23 late',
  ])
})

t.test('T10: the missing papers in five days after the notice', async (t) => {
  const notice = (missing: readonly string[]) =>
    doc('missing-documents-notice', '2026-03-23', { body: { missing } })
  const place = doc('place-determination', '2026-03-27')
  const answer = doc('subject-notification', '2026-03-31', {
    cites: { answers: 'no. missing-documents-notice' },
  })
  const listed = [...onProbation, notice(['place-determination', 'subject-notification'])]
  t.same(notes([...listed, place], '2026-03-30', 'T10'), ['T10 03-23…03-30 open'])
  t.same(notes([...listed, place, answer], '2026-04-01', 'T10'), ['T10 03-23…03-30 late'])
  t.same(notes([...onProbation, notice([]), place], '2026-03-31', 'T10'), [
    'T10 03-23…03-30 missed',
  ])
  t.same(notes([...onProbation, notice([]), answer], '2026-03-31', 'T10'), ['T10 03-23…03-30 late'])
})

t.test('T11: ten days from the effect; a late report is late', async (t) => {
  t.same(notes([judged, inForce], '2026-03-23', 'T11'), ['T11 03-13…03-23 open'])
  t.same(notes([judged, inForce], '2026-03-24', 'T11'), ['T11 03-13…03-23 missed'])
  t.same(notes(onProbation, '2026-03-23', 'T11'), ['T11 03-13…03-23 met'])
  const late = doc('enrolment-record', '2026-03-25', {
    body: { reportedOn: '2026-03-24', reportCode: '02' },
  })
  t.same(notes([judged, inForce, late], '2026-03-25', 'T11'), ['T11 03-13…03-23 late'])
  const absent = doc('enrolment-record', '2026-03-25', { body: { reportCode: '03' } })
  t.same(notes([judged, inForce, absent], '2026-03-25', 'T11'), ['T11 03-13…03-23 missed'])
})

t.test(
  'T11: the later of effect and release; a later printed day governs (§9-4, §9-26)',
  async (t) => {
    const ruling = doc('ruling-parole', '2026-03-02', {
      body: { servedOn: '2026-03-03', periodTo: '2027-12-09' },
    })
    const release = doc('parole-certificate', '2026-03-05', { body: { releasedOn: '2026-03-06' } })
    const printed = (reportBy: string) =>
      doc('subject-notification', '2026-03-05', { body: { reportBy } })
    t.same(notes([ruling], '2026-03-10', 'T11'), ['T11 03-03…03-13 open'])
    t.same(notes([ruling, release], '2026-03-10', 'T11'), ['T11 03-06…03-16 open'])
    t.same(notes([ruling, release, printed('2026-03-18')], '2026-03-10', 'T11'), [
      'T11 03-06…03-18 open',
    ])
    t.same(notes([ruling, release, printed('2026-03-12')], '2026-03-10', 'T11'), [
      'T11 03-06…03-16 open',
    ])
    const [run] = runs([ruling, release, printed('2026-03-18')], '2026-03-10', 'T11')
    t.match(run, { counting: { fixed: '2026-03-18', from: '2026-03-06' }, responsible: 'subject' })
  },
)

t.test('T12: the detention house moves the person under a court’s 暂外', async (t) => {
  const decision = doc('decision-tpe-court', '2026-03-02', { body: { sentenceTo: '2026-11-30' } })
  const handed = doc('handover-certificate', '2026-03-12', {
    by: 'detentionHouse',
    body: { handedOverOn: '2026-03-12' },
  })
  t.same(notes([decision, handed], '2026-03-12', 'T11', 'T12', 'T13'), ['T12 03-02…03-12 met'])
})

t.test('a year without a calendar has no due day, and nobody misses it (§0.3-6)', async (t) => {
  const facts = [
    doc('judgment-probation', '2028-03-02', { body: { term: { years: 1 } } }),
    doc('execution-notice', '2028-03-20', { body: { judgmentEffectiveOn: '2028-03-13' } }),
  ]
  t.same(notes(facts, '2028-12-01', 'T07', 'T08', 'T11'), [
    'T07 03-13…? met',
    'T08 03-13…? open',
    'T11 03-13…? open',
  ])
})

t.test('T07: moot when the correction ends before it is due', async (t) => {
  const death = doc('death-notice', '2026-03-17', { body: { diedOn: '2026-03-16' } })
  t.same(notes([judged, final, death], '2026-03-30', 'T07', 'T08', 'T11'), [
    'T07 03-13…03-18 moot',
    'T08 03-13…03-23 moot',
    'T11 03-13…03-23 moot',
  ])
  const sameDay = doc('place-determination', '2026-03-16')
  t.same(notes([judged, final, sameDay, death], '2026-03-30', 'T07'), ['T07 03-13…03-18 met'])
})

t.test('T56, T58: papers, notice and delivery after a judgment for a new crime', async (t) => {
  const judgment = newJudgment('2026-05-14', { to: ['otherProcuratorate', 'detentionHouse'] })
  const order = doc('execution-notice-revocation', '2026-05-25', { to: ['detentionHouse'] })
  const custody = doc('custody-receipt', '2026-06-26', { body: { takenOn: '2026-06-26' } })
  const facts = [...onProbation, ...judgment]
  // 05-24 is a Sunday.
  t.same(notes([...facts, order], '2026-06-26', 'T56', 'T58'), [
    'T56/documents 05-14…05-25 met',
    'T58 05-14…05-25 met',
    'T56/delivery 05-25…06-25 missed',
  ])
  t.same(
    notes([...facts, order, custody], '2026-06-26', 'T56').at(-1),
    'T56/delivery 05-25…06-25 late',
  )
  t.same(
    notes([...onProbation, order], '2026-06-01', 'T56'),
    [],
    'without a judgment for a new crime',
  )
})

t.test('T58: a notice that is the first news is compared only', async (t) => {
  const judgment = newJudgment('2026-05-14', { arrives: '2026-06-10' })
  t.match(runs([...onProbation, ...judgment], '2026-06-20', 'T58'), [
    { mode: 'compared', state: 'met' },
  ])
  const [, notice] = judgment
  t.match(runs(notice ? [...onProbation, notice] : [], '2026-06-20', 'T58'), [
    { mode: 'compared', state: 'met' },
  ])
  const silent = doc('notice-new-judgment', '2026-05-25')
  t.same(notes([...onProbation, silent], '2026-06-20', 'T58'), [])
})
