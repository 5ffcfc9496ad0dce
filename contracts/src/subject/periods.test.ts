import t from 'tap'
import type { Fact } from './fact.ts'
import { fact } from './testing.ts'
import {
  ask,
  codes,
  doc,
  enrolled,
  onParole,
  onProbation,
  outside,
  tpe,
  underControl,
} from './testing-courses.ts'

const period = (facts: readonly Fact[], on: string) => ask(facts, on).period
const commuted = (body: Fact['body'], madeOn = '2026-06-01') =>
  doc('ruling-commutation', madeOn, { body })

t.test('a commutation changes the end once it is served, a refusal nothing', async (t) => {
  const granted = commuted({ servedOn: '2026-06-05', periodTo: '2026-12-12' })
  t.equal(period([...onProbation, granted], '2026-06-04')?.to, '2027-03-12')
  t.equal(period([...onProbation, granted], '2026-06-05')?.to, '2026-12-12')
  t.equal(
    period([...onProbation, commuted({ periodTo: '2026-12-12' })], '2026-08-01')?.to,
    '2027-03-12',
  )
  const refused = commuted({ outcome: 'refused', servedOn: '2026-06-05', periodTo: '2026-12-12' })
  t.equal(period([...onProbation, refused], '2026-06-05')?.to, '2027-03-12')
})

t.test('an end moved into the past is the day of the effect, not the past', async (t) => {
  const facts = [...onProbation, commuted({ servedOn: '2026-06-05', periodTo: '2026-05-31' })]
  t.equal(ask(facts, '2026-06-04').state, 'UNDER_CORRECTION')
  t.match(ask(facts, '2026-06-05'), { state: 'EXPIRED_PENDING_CLOSE', stateSince: '2026-06-05' })
})

t.test('a commutation that is cancelled on re-check changes nothing any more', async (t) => {
  const granted = commuted({ servedOn: '2026-06-05', periodTo: '2026-12-12' })
  const objection = fact('objection-parole-commutation', {
    id: 'f4',
    madeOn: '2026-06-10',
    cites: { 'based-on': 'no. ruling-commutation' },
  })
  const cancelled = doc('recheck-decision', '2026-07-01', {
    refers: { answers: 'f4' },
    body: { outcome: 'cancelled' },
  })
  const facts = [...onProbation, granted, objection, cancelled]
  t.equal(period(facts, '2026-06-30')?.to, '2026-12-12')
  t.equal(period(facts, '2026-07-01')?.to, '2027-03-12')
  t.equal(ask(facts, '2026-07-01').state, 'UNDER_CORRECTION')
})

t.test(
  '暂外: to the earlier of approved term and sentence; an extension moves the first',
  async (t) => {
    const extended = doc('tpe-extension-decision', '2026-08-20', {
      body: { periodTo: '2027-03-04' },
    })
    t.equal(period([...outside, extended], '2026-08-19')?.to, '2026-09-04')
    t.equal(period([...outside, extended], '2026-08-20')?.to, '2026-11-30')
    t.same(codes([...outside, extended], '2026-10-01'), [])
    t.same(codes(outside, '2026-10-01'), ['tpe-term-ended'])
    const shorter = commuted({ servedOn: '2026-06-05', sentenceTo: '2026-07-31' })
    t.equal(period([...outside, shorter], '2026-06-05')?.to, '2026-07-31')
    t.equal(ask([...outside, shorter], '2026-08-01').state, 'EXPIRED_PENDING_CLOSE')
  },
)

t.test('days not counted move the end of the sentence (CPL 268(3))', async (t) => {
  const ruling = (body: Fact['body']) => doc('ruling-uncounted-period', '2026-06-01', { body })
  const ends = (body: Fact['body'], on: string) => ask([...outside, ruling(body)], on).state
  t.equal(ends({ uncountedDays: 5 }, '2026-12-05'), 'UNDER_CORRECTION')
  t.equal(ends({ uncountedDays: 5 }, '2026-12-06'), 'EXPIRED_PENDING_CLOSE')
  t.equal(ends({ sentenceTo: '2026-12-24' }, '2026-12-24'), 'UNDER_CORRECTION')
  const dates = { uncountedFrom: '2026-05-01', uncountedTo: '2026-05-05' }
  t.equal(ends(dates, '2026-12-06'), 'EXPIRED_PENDING_CLOSE')
  t.same(codes([...outside, ruling({ ...dates, uncountedDays: 5 })], '2026-06-01'), [])
  t.same(codes([...outside, ruling({ ...dates, uncountedDays: 4 })], '2026-06-01'), [
    'uncounted-days-differ',
  ])
  const { sentenceTo: _, ...body } = tpe.body
  const unknown = [{ ...tpe, body }, ...outside.slice(1), ruling({ uncountedDays: 5 })]
  t.equal(ask(unknown, '2027-06-01').state, 'UNDER_CORRECTION')
})

t.test('papers about the period after the end are recorded only', async (t) => {
  const pardoned = doc('pardon', '2026-05-12')
  for (const paper of [
    commuted({ servedOn: '2026-06-05', periodTo: '2026-12-12' }),
    doc('retrial-judgment', '2026-06-05', { body: { outcome: 'changed', term: { months: 6 } } }),
  ]) {
    t.same(codes([...onProbation, pardoned, paper], '2026-06-05'), ['document-after-end'])
    t.equal(period([...onProbation, pardoned, paper], '2026-06-05')?.to, '2027-03-12')
  }
  const late = doc('ruling-uncounted-period', '2026-12-05', { body: { uncountedDays: 5 } })
  t.same(codes([...outside, late], '2026-12-05'), ['document-after-end'])
})

t.test('a retrial changes the term, the dates or the kind', async (t) => {
  const retried = (body: Fact['body']) =>
    doc('retrial-judgment', '2026-06-05', { body: { outcome: 'changed', ...body } })
  t.equal(
    period([...onProbation, retried({ term: { months: 6 } })], '2026-06-05')?.to,
    '2026-09-12',
  )
  t.same(
    period(
      [...onProbation, retried({ periodFrom: '2026-03-14', periodTo: '2026-08-13' })],
      '2026-06-05',
    ),
    {
      from: '2026-03-14',
      to: '2026-08-13',
    },
  )
  t.equal(ask([...onProbation, retried({ kind: 'control' })], '2026-06-05').kind, 'control')
})

t.test('parole runs from the release that the certificate states (CL 83)', async (t) => {
  const letGo = (body: Fact['body']) => doc('parole-certificate', '2026-03-06', { body })
  t.equal(period(onParole, '2026-04-01')?.from, '2026-03-05')
  t.equal(
    period([...onParole, letGo({ releasedOn: '2026-03-07' })], '2026-04-01')?.from,
    '2026-03-07',
  )
  t.equal(
    period([...onParole, letGo({ periodFrom: '2026-03-08' })], '2026-04-01')?.from,
    '2026-03-08',
  )
  t.equal(period([...onParole, letGo({})], '2026-04-01')?.from, '2026-03-06')
  t.equal(period([...onParole, letGo({})], '2026-04-01')?.to, '2027-12-09')
})

t.test('custody before the judgment shortens 管制, never probation (CL 41)', async (t) => {
  const control = doc('judgment-control', '2026-03-02', {
    effectiveOn: '2026-03-13',
    body: { term: { years: 1 }, creditedDays: 12 },
  })
  t.equal(period([control], '2026-04-01')?.to, '2027-02-28')
  const [judged, ...rest] = onProbation
  const credited = { ...judged!, body: { ...judged!.body, creditedDays: 12 } }
  t.equal(period([credited, ...rest], '2026-04-01')?.to, '2027-03-12')
})

t.test('管制 after prison runs as the new record prints it (§9-32)', async (t) => {
  const custody = doc('custody-receipt', '2026-05-04')
  const back = doc('enrolment-record', '2026-09-01', {
    body: { periodFrom: '2026-09-01', periodTo: '2027-07-09' },
  })
  t.same(period([...underControl, custody, back], '2026-09-01'), {
    from: '2026-09-01',
    to: '2027-07-09',
  })
})

t.test(
  'the time for reporting of a parolee counts from the release if that is later',
  async (t) => {
    const [ruling] = onParole
    const released = (releasedOn: string) =>
      doc('parole-certificate', '2026-03-05', { body: { releasedOn } })
    t.equal(ask([ruling!], '2026-03-14').state, 'LOUGUAN')
    t.equal(ask([ruling!, released('2026-03-05')], '2026-03-16').state, 'EFFECTIVE_AWAITING_REPORT')
    t.equal(ask([ruling!, released('2026-03-05')], '2026-03-17').state, 'LOUGUAN')
  },
)

t.test(
  'a later day printed in the notification governs, and any other is said (§9-26)',
  async (t) => {
    const [judged, inForce] = onProbation
    const told = (reportBy: string) =>
      doc('subject-notification', '2026-03-13', { body: { reportBy } })
    const asked = (reportBy: string) => [judged!, inForce!, told(reportBy)]
    t.equal(ask(asked('2026-03-27'), '2026-03-27').state, 'EFFECTIVE_AWAITING_REPORT')
    t.equal(ask(asked('2026-03-27'), '2026-03-28').state, 'LOUGUAN')
    t.equal(ask(asked('2026-03-20'), '2026-03-21').state, 'EFFECTIVE_AWAITING_REPORT')
    t.same(codes(asked('2026-03-20'), '2026-03-21'), ['report-date-differs'])
    t.same(codes(asked('2026-03-23'), '2026-03-21'), [])
  },
)

t.test('an enrolment of an unknown decision prints the period itself', async (t) => {
  const printed = { ...enrolled, body: { periodFrom: '2026-03-13', periodTo: '2026-09-12' } }
  t.same(period([printed], '2026-04-01'), { from: '2026-03-13', to: '2026-09-12' })
})
