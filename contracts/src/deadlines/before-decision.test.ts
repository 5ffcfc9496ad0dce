/** T01-T05, T14-T26, T71: what runs before the decision and around it. */
import t from 'tap'
import { doc } from '../subject/testing-courses.ts'
import { notes, runs } from './testing.ts'

const asked = doc('assess-entrustment', '2026-03-02', { body: { kind: 'parole' } })
const opinion = doc('assess-opinion', '2026-03-16', { body: { kind: 'parole' } })

t.test('T01: ten working days from the receipt of the entrustment (CCM 14(3))', async (t) => {
  t.same(notes([asked], '2026-03-16', 'T01'), ['T01 03-02…03-16 open'])
  t.same(notes([asked], '2026-03-17', 'T01'), ['T01 03-02…03-16 missed'])
  t.same(notes([asked, opinion], '2026-03-16', 'T01'), ['T01 03-02…03-16 met'])
  const late = doc('assess-opinion', '2026-03-17')
  t.same(notes([asked, late], '2026-03-18', 'T01'), ['T01 03-02…03-16 late'])
  t.same(notes([{ ...asked, recipients: [] }], '2026-03-18', 'T01'), [], 'received by nobody')
})

t.test('T02: five working days in fast-track procedure', async (t) => {
  const fast = doc('assess-entrustment', '2026-03-02', { body: { fastTrack: true } })
  t.same(notes([fast], '2026-03-03', 'T01', 'T02'), ['T02 03-02…03-09 open'])
})

t.test('T01: a day that is agreed on replaces the count (CCM 14(4))', async (t) => {
  const letter = doc('assess-extension-agreement', '2026-03-09')
  t.same(notes([asked, letter], '2026-03-17', 'T01'), ['T01 03-02…03-16 missed'])
  const agreed = doc('assess-extension-agreement', '2026-03-10', {
    body: { newDueOn: '2026-03-28' },
  })
  t.same(notes([asked, letter, agreed], '2026-03-17', 'T01'), ['T01 03-02…03-28 open'])
})

t.test(
  'T01, T03: a notice in time restarts the clock, a late one stops nothing (OP26-4)',
  async (t) => {
    const notice = doc('assess-supplement-notice', '2026-03-05')
    const again = doc('assess-entrustment', '2026-03-11', {
      cites: { answers: 'no. assess-supplement-notice' },
      number: 'again',
    })
    t.same(notes([asked, notice], '2026-03-05', 'T01', 'T03'), [
      'T01 03-02…03-16 met',
      'T03 03-02…03-05 met',
    ])
    t.same(notes([asked, notice, again], '2026-03-12', 'T01'), [
      'T01 03-02…03-16 met',
      'T01 03-11…03-25 open',
    ])
    const late = doc('assess-supplement-notice', '2026-03-06')
    t.same(notes([asked, late, again], '2026-03-12', 'T01', 'T03'), [
      'T01 03-02…03-16 open',
      'T03 03-02…03-05 late',
    ])
  },
)

t.test('T04: returned in five working days, compared when it is returned', async (t) => {
  const returned = doc('assess-return-notice', '2026-03-09')
  t.same(notes([asked], '2026-03-09', 'T04'), [])
  t.same(notes([asked, returned], '2026-03-09', 'T01', 'T04'), [
    'T01 03-02…03-16 met',
    'T04/return 03-02…03-09 met',
  ])
})

t.test('T05: an opinion for parole serves again for six months', async (t) => {
  t.same(notes([asked, opinion], '2026-09-16', 'T05'), ['T05 03-16…09-16 open'])
  t.same(notes([asked, opinion], '2026-09-17', 'T05'), ['T05 03-16…09-16 moot'])
  t.same(notes([doc('assess-opinion', '2026-03-16')], '2026-04-01', 'T05'), [])
})

t.test('a clock that only the Opinions of 2026 set starts with them (§0.3-14)', async (t) => {
  const early = doc('assess-opinion', '2026-02-20', { body: { kind: 'parole' } })
  t.same(notes([early], '2026-04-01', 'T05'), [])
  const since = doc('assess-opinion', '2026-02-21', { body: { kind: 'parole' } })
  t.same(notes([since], '2026-04-01', 'T05'), ['T05 02-21…08-21 open'])
})

t.test('T01: what is open when the state falls back to NONE is moot, and stays so', async (t) => {
  const returned = doc('assess-return-notice', '2026-03-04', { to: [] })
  t.same(notes([asked, returned], '2026-03-04', 'T01'), ['T01 03-02…03-16 moot'])
  const second = doc('assess-entrustment', '2026-03-09', { number: 'second' })
  t.same(notes([asked, returned, second], '2026-03-30', 'T01'), [
    'T01 03-02…03-16 moot',
    'T01 03-09…03-23 missed',
  ])
})

const applied = doc('proposal-tpe', '2026-03-02', { copies: ['cityProcuratorate'] })
const approved = doc('decision-tpe-prison', '2026-03-16', {
  to: ['prison', 'corrections'],
  copies: ['cityProcuratorate', 'intermediateCourt', 'procuratorate', 'police'],
  body: { sentenceTo: '2027-12-31', residenceRegion: '419903' },
})

t.test('T14: fifteen working days for the decision on 暂外 (TPE14 14)', async (t) => {
  t.same(notes([applied], '2026-03-23', 'T14'), ['T14 03-02…03-23 open'])
  t.same(notes([applied, approved], '2026-03-23', 'T14'), ['T14 03-02…03-23 met'])
  const refused = doc('decision-tpe-refused', '2026-03-24')
  t.same(notes([applied, refused], '2026-03-25', 'T14'), ['T14 03-02…03-23 late'])
})

t.test('T15: five working days until the last copy has arrived', async (t) => {
  t.same(notes([approved], '2026-03-17', 'T15'), ['T15 03-16…03-23 met'])
  const uncopied = { ...approved, copies: [] }
  t.same(notes([uncopied], '2026-03-24', 'T15'), ['T15 03-16…03-23 missed'])
  const refused = doc('decision-tpe-refused', '2026-03-16', { copies: ['cityProcuratorate'] })
  t.same(notes([applied, refused], '2026-03-17', 'T15'), ['T15 03-16…03-23 met'])
})

t.test('T16: seven days for a court to serve its 暂外 decision, compared (§9-2)', async (t) => {
  const served = (day: string) =>
    doc('decision-tpe-court', '2026-03-04', {
      arrives: day,
      body: { judgmentEffectiveOn: '2026-03-03' },
    })
  t.same(notes([served('2026-03-10')], '2026-03-20', 'T16'), ['T16 03-03…03-10 met'])
  t.same(notes([served('2026-03-11')], '2026-03-20', 'T16'), ['T16 03-03…03-10 late'])
})

t.test('T17: publication is shown and never missed; minors are not published', async (t) => {
  t.same(notes([applied, approved], '2026-03-20', 'T17'), [
    'T17/notice 03-02…03-09 moot',
    'T17/internet 03-16…03-30 open',
  ])
  t.same(notes([{ ...approved, minor: true }], '2026-03-20', 'T17'), [])
})

t.test('T18-T20: the diagnosis in twenty working days, urgent in three days', async (t) => {
  const diagnosis = (madeOn: string, urgent: boolean) =>
    doc('medical-diagnosis', madeOn, {
      copies: ['cityProcuratorate'],
      body: { mandatedOn: '2026-03-02', receivedOn: '2026-03-05', urgent },
    })
  t.same(notes([diagnosis('2026-03-30', false)], '2026-04-01', 'T18'), [
    'T18/report 03-02…03-30 met',
  ])
  t.same(notes([diagnosis('2026-03-06', true)], '2026-04-01', 'T18'), [
    'T18/urgent 03-02…03-05 late',
  ])
  t.same(notes([diagnosis('2026-03-06', true)], '2026-06-06', 'T19', 'T20'), [
    'T20 03-05…03-10 met',
    'T19 03-06…06-06 open',
  ])
  const undated = doc('medical-diagnosis', '2026-03-06')
  t.same(notes([undated], '2026-03-20', 'T18', 'T20'), ['T20 03-06…03-11 missed'])
  t.same(notes([{ ...undated, recipients: [] }], '2026-03-20', 'T20'), [])
})

t.test('T21: the right to object lapses, the re-check does not', async (t) => {
  t.same(notes([approved], '2026-04-16', 'T21'), ['T21/objection 03-16…04-16 open'])
  t.same(notes([approved], '2026-04-17', 'T21'), ['T21/objection 03-16…04-16 moot'])
  const objection = doc('objection-tpe', '2026-04-10', { by: 'cityProcuratorate' })
  const facts = [approved, objection]
  t.same(notes(facts, '2026-05-12', 'T21'), [
    'T21/objection 03-16…04-16 met',
    'T21/re-check-warning 04-10…04-27 moot',
    'T21/re-check 04-10…05-11 missed',
  ])
  const answer = doc('recheck-decision', '2026-05-11', { body: { outcome: 'upheld' } })
  t.same(notes([...facts, answer], '2026-05-12', 'T21')[2], 'T21/re-check 04-10…05-11 met')
  const late = doc('objection-tpe', '2026-04-20', { by: 'cityProcuratorate' })
  t.same(notes([approved, late], '2026-04-21', 'T21')[0], 'T21/objection 03-16…04-16 late')
})

const ruling = doc('ruling-parole', '2026-03-02', {
  to: ['prison', 'cityProcuratorate'],
  body: { servedOn: '2026-03-10', periodTo: '2027-12-09' },
})

t.test(
  'T22: twenty days to object to a ruling, one month to hear it again (CPL 274)',
  async (t) => {
    const objection = doc('objection-parole-commutation', '2026-03-20', { by: 'cityProcuratorate' })
    t.same(notes([ruling, objection], '2026-04-21', 'T22'), [
      'T22/objection 03-02…03-23 met',
      'T22/re-hearing 03-20…04-20 missed',
    ])
    t.same(notes([{ ...ruling, recipients: [] }], '2026-04-21', 'T22'), [], 'PR-= has nothing')
  },
)

t.test('T23: served when prison, procuratorate and the person have the ruling', async (t) => {
  t.same(notes([ruling], '2026-03-10', 'T23'), ['T23 03-02…03-09 late'])
  t.same(notes([{ ...ruling, body: {} }], '2026-03-10', 'T23'), ['T23 03-02…03-09 missed'])
  const commuted = doc('ruling-commutation', '2026-03-02', {
    to: ['cityCorrections', 'cityProcuratorate'],
    body: { servedOn: '2026-03-09' },
  })
  t.same(notes([commuted], '2026-03-10', 'T23'), ['T23 03-02…03-09 met'])
})

t.test('T24: one month, two once the ruling says that the case was complex', async (t) => {
  const proposed = doc('proposal-parole', '2026-01-15')
  t.same(notes([proposed], '2026-02-24', 'T24'), ['T24 01-15…02-24 open'], 'Spring Festival')
  t.same(notes([proposed], '2026-02-25', 'T24'), ['T24 01-15…02-24 missed'])
  const complex = { ...ruling, body: { ...ruling.body, complex: true } }
  t.same(notes([proposed, ruling], '2026-03-20', 'T24'), ['T24 01-15…02-24 late'])
  t.same(notes([proposed, complex], '2026-03-20', 'T24'), ['T24 01-15…03-16 met'])
  const refused = { ...ruling, body: { outcome: 'refused' as const } }
  t.same(notes([proposed, refused], '2026-03-20', 'T24'), ['T24 01-15…02-24 late'])
  t.same(notes([{ ...proposed, recipients: [] }], '2026-03-20', 'T24'), [])
})

t.test('T25: the file goes to another province, which designates a prison', async (t) => {
  const file = doc('file-transfer', '2026-03-19')
  const named = doc('file-prison-designation', '2026-04-03')
  t.same(notes([approved, file], '2026-04-02', 'T25'), [
    'T25/send 03-16…03-19 met',
    'T25/designate 03-19…04-02 open',
  ])
  t.same(notes([approved, file, named], '2026-04-07', 'T25')[1], 'T25/designate 03-19…04-02 late')
  const same = { ...approved, body: { ...approved.body, residenceRegion: '139921' } }
  t.same(notes([same], '2026-04-02', 'T25'), [])
})

t.test('T26, T13: the prison moves the person and tells the procuratorate', async (t) => {
  const handed = doc('handover-certificate', '2026-03-20', {
    copies: ['procuratorate'],
    body: { handedOverOn: '2026-03-19' },
  })
  t.same(notes([approved, handed], '2026-03-27', 'T13', 'T26'), [
    'T13 03-16…03-26 met',
    'T26 03-19…03-26 met',
  ])
  const police = doc('handover-certificate', '2026-03-20', {
    by: 'police',
    body: { handedOverOn: '2026-03-19' },
  })
  t.same(notes([approved, police], '2026-03-27', 'T26'), [])
})

t.test('T71: papers of a parole from a detention house in three days', async (t) => {
  const certificate = doc('parole-certificate', '2026-03-03', { by: 'detentionHouse' })
  t.same(notes([certificate], '2026-03-04', 'T71'), ['T71 03-03…03-06 met'])
  t.same(notes([{ ...certificate, recipients: [] }], '2026-03-07', 'T71'), [
    'T71 03-03…03-06 missed',
  ])
  t.same(notes([doc('parole-certificate', '2026-03-03')], '2026-03-07', 'T71'), [])
})

t.test('a run is named by its clock and the document that started it, for ever', async (t) => {
  const [run] = runs([asked, opinion], '2026-03-20', 'T01')
  t.match(run, {
    key: `T01:${asked.documentId}`,
    mode: 'live',
    binding: true,
    startedBy: [asked.documentId],
    stoppedBy: [opinion.documentId],
    responsible: asked.recipients[0]?.code ?? '',
    basis: '社区矫正法实施办法14(3)',
  })
})
