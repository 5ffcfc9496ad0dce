import t from 'tap'
import type { Fact } from './fact.ts'
import { statusAt } from './status-at.ts'
import { at, calendar, fact, idOf } from './testing.ts'
import { clocks, notedIn } from './testing-courses.ts'

const ask = (facts: readonly Fact[], valid: string, known?: string) =>
  statusAt(facts, at(valid, known), calendar)
const codes = (facts: readonly Fact[], valid: string) => notedIn(ask(facts, valid))

const judged = fact('judgment-probation', {
  id: 'b1',
  madeOn: '2026-03-02',
  body: { term: { years: 1 }, prohibition: { to: '2026-06-30' } },
})
const inForce = fact('execution-notice', {
  id: 'b14',
  madeOn: '2026-03-20',
  effectiveOn: '2026-03-13',
  to: [],
})
const enrolled = fact('enrolment-record', {
  id: 'b24',
  madeOn: '2026-03-23',
  body: { reportedOn: '2026-03-20', reportCode: '01' },
})
const running = [judged, inForce, enrolled]
const lost = (body: Fact['body'] = {}, id = 'c21') =>
  fact('search-bulletin', {
    id,
    madeOn: '2026-05-02',
    body: { since: '2026-05-01', result: 'started', ...body },
  })
const revoked = fact('ruling-revoke-probation', {
  id: 'd7',
  madeOn: '2026-05-10',
  arrives: '2026-05-20',
})
const released = fact('release-notice-cc', { id: 'e3', madeOn: '2027-03-20' })

const tpe = fact('decision-tpe-prison', {
  id: 'b7',
  madeOn: '2026-03-02',
  body: { periodFrom: '2026-03-05', periodTo: '2026-09-04', sentenceTo: '2026-11-30' },
})
const handedOver = fact('handover-certificate', {
  id: 'b18',
  madeOn: '2026-03-06',
  body: { handedOverOn: '2026-03-05' },
})

t.test('48 h 00 m is not yet 脱管, the first minute after it is', async (t) => {
  const facts = [...running, lost()]
  t.equal(ask(facts, '2026-05-03T00:00:00+08:00').overlays.supervision, 'LOST_CONTACT')
  t.equal(ask(facts, '2026-05-03T00:00:59.999+08:00').overlays.supervision, 'LOST_CONTACT')
  t.equal(ask(facts, '2026-05-03T00:01:00+08:00').overlays.supervision, 'TUOGUAN')
})

t.test('a good reason removes 脱管 from its beginning and leaves the lost contact', async (t) => {
  const found = lost({ result: 'found', foundAt: '2026-05-08', goodReason: true }, 'c21b')
  const facts = [...running, lost(), found]
  t.equal(ask(facts, '2026-05-06').overlays.supervision, 'LOST_CONTACT')
  t.equal(ask(facts, '2026-05-08').overlays.supervision, 'NORMAL')
  t.equal(ask(facts, '2026-05-08').circumstances.evasion.detail?.tuoguan, false)
})

t.test('a missing return alone makes nobody 脱管 (§9-22)', async (t) => {
  const leave = fact('leave-approval', {
    id: 'c1',
    madeOn: '2026-04-29',
    body: { from: '2026-05-01', to: '2026-05-03' },
  })
  const status = ask([...running, leave], '2026-05-20')
  t.equal(status.overlays.supervision, 'NORMAL')
  t.match(clocks(status, 'T29'), [{ clock: 'T29', state: 'missed' }])
  t.same(codes([...running, leave], '2026-05-20'), ['leave-not-closed'])
  const refused = { ...leave, body: { ...leave.body, outcome: 'refused' as const } }
  t.equal(ask([...running, refused], '2026-05-02').overlays.supervision, 'NORMAL')
})

t.test('漏管 starts at 00:00 after the due day, rolled over the Spring Festival', async (t) => {
  const ruling = fact('ruling-parole', {
    id: 'b3',
    madeOn: '2026-02-10',
    body: { servedOn: '2026-02-11', periodTo: '2027-12-09' },
  })
  t.equal(ask([ruling], '2026-02-24').state, 'EFFECTIVE_AWAITING_REPORT')
  t.equal(ask([ruling], '2026-02-25T00:00:00+08:00').state, 'LOUGUAN')
  t.match(clocks(ask([ruling], '2026-02-25'), 'T11'), [{ clock: 'T11', state: 'missed' }])
  const unserved = fact('ruling-parole', { id: 'b3', madeOn: '2026-02-10' })
  t.equal(ask([unserved], '2026-03-30').state, 'DECIDED_NOT_EFFECTIVE')
})

t.test('a year without a calendar makes nobody 漏管', async (t) => {
  const facts = [
    fact('judgment-probation', { id: 'b1', madeOn: '2028-03-02', body: { term: { years: 1 } } }),
    fact('execution-notice', {
      id: 'b14',
      madeOn: '2028-03-20',
      effectiveOn: '2028-03-13',
      to: [],
    }),
  ]
  const status = ask(facts, '2028-09-01')
  t.equal(status.state, 'EFFECTIVE_AWAITING_REPORT')
  t.match(clocks(status, 'T11'), [{ clock: 'T11', dueAt: null, state: 'open' }])
  t.same(codes(facts, '2028-09-01'), ['calendar-missing'])
})

t.test('a special reason stated at the late report removes 漏管 from its beginning', async (t) => {
  const late = fact('enrolment-record', {
    id: 'b24',
    madeOn: '2026-04-20',
    body: { reportCode: '02', reportedOn: '2026-04-20' },
  })
  const excused = { ...late, body: { ...late.body, specialReason: true } }
  t.equal(ask([judged, inForce, late], '2026-04-01').state, 'LOUGUAN')
  t.equal(ask([judged, inForce, late], '2026-04-20').state, 'UNDER_CORRECTION')
  t.equal(ask([judged, inForce, excused], '2026-04-01').state, 'EFFECTIVE_AWAITING_REPORT')
})

t.test('a record with code 03 enrols nobody and says 漏管', async (t) => {
  const absent = fact('enrolment-record', {
    id: '03',
    madeOn: '2026-03-16',
    body: { reportCode: '03' },
  })
  t.equal(ask([judged, inForce, absent], '2026-03-16').state, 'LOUGUAN')
  const excused = { ...absent, body: { ...absent.body, specialReason: true } }
  t.equal(ask([judged, inForce, excused], '2026-05-16').state, 'EFFECTIVE_AWAITING_REPORT')
  t.same(
    codes(
      [...running, released, { ...absent, madeOn: '2027-05-01' as Fact['madeOn'] }],
      '2027-05-02',
    ),
    ['document-after-end'],
  )
})

t.test('a ruling takes effect when made, though known later', async (t) => {
  const facts = [...running, revoked]
  t.equal(ask(facts, '2026-05-12', '2026-05-12').state, 'UNDER_CORRECTION')
  t.equal(ask(facts, '2026-05-12', '2026-05-20').state, 'AWAIT_CUSTODY')
  t.match(ask(facts, '2026-05-12').ended, { on: '2026-05-10', reason: 'probation-revoked' })
  t.match(clocks(ask(facts, '2026-05-21'), 'T55'), [{ clock: 'T55', state: 'open' }])
})

t.test('whoever is out of contact at that moment is 在逃 until caught', async (t) => {
  const caught = fact('capture-notice', {
    id: 'd20',
    madeOn: '2026-06-02',
    body: { capturedOn: '2026-06-01' },
  })
  const custody = fact('custody-receipt', {
    id: 'd21',
    madeOn: '2026-06-08',
    body: { takenOn: '2026-06-05' },
  })
  const facts = [...running, lost(), revoked, caught, custody]
  t.equal(ask(facts, '2026-05-10').state, 'ESCAPED')
  t.equal(ask(facts, '2026-05-10').overlays.supervision, 'NORMAL')
  t.equal(ask(facts, '2026-06-01').state, 'AWAIT_CUSTODY')
  t.equal(ask(facts, '2026-06-05').state, 'IN_CUSTODY_SERVING')
  const unknown = { ...revoked, body: { whereaboutsKnown: false } }
  t.equal(ask([...running, unknown], '2026-05-10').state, 'ESCAPED')
})

t.test('custody that begins at the same instant comes after the ruling', async (t) => {
  const held = fact('detention-notice', {
    id: 'c23',
    madeOn: '2026-05-11',
    body: { measure: 'CRIM_DETENTION', decidedOn: '2026-05-10' },
  })
  const status = ask([...running, lost(), revoked, held], '2026-05-10')
  t.equal(status.state, 'AWAIT_CUSTODY')
  t.match(status.ended, { documentId: idOf('d7') })
  t.equal(status.overlays.restriction, 'CRIM_DETENTION')
})

t.test('the first ending counts, the second is recorded with a finding', async (t) => {
  const second = fact('ruling-revoke-probation', { id: 'd7b', madeOn: '2026-05-15' })
  const status = ask([...running, revoked, second], '2026-06-01')
  t.match(status.ended, { documentId: idOf('d7') })
  t.same(codes([...running, revoked, second], '2026-06-01'), ['second-ending'])
  const notice = fact('termination-notice', {
    id: 'e4',
    madeOn: '2026-05-12',
    body: { endedOn: '2026-05-09' },
  })
  t.match(ask([...running, revoked, notice], '2026-06-01').ended, { on: '2026-05-10' })
  t.same(codes([...running, revoked, notice], '2026-06-01'), [])
})

t.test('an ending for another kind changes nothing (§9-35)', async (t) => {
  const wrong = fact('ruling-revoke-parole', { id: 'd8', madeOn: '2026-05-10' })
  t.equal(ask([...running, wrong], '2026-06-01').state, 'UNDER_CORRECTION')
  t.same(codes([...running, wrong], '2026-06-01'), ['ending-of-other-kind'])
  t.same(codes([wrong], '2026-06-01'), ['no-correction-to-end'])
})

t.test('a proposal runs until it is answered, or the correction ends', async (t) => {
  const proposed = fact('proposal-revoke-probation', { id: 'd1', madeOn: '2026-04-13' })
  const refused = fact('ruling-not-revoked', {
    id: 'd9',
    madeOn: '2026-05-06',
    refers: { answers: 'd1' },
  })
  const facts = [...running, proposed, refused]
  t.same(ask(facts, '2026-05-01').overlays.proceeding, ['REVOKE_PROPOSED'])
  t.match(clocks(ask(facts, '2026-05-01'), 'T48'), [
    { clock: 'T48', dueAt: '2026-05-14T00:00:00.000+08:00', state: 'open' },
  ])
  t.same(ask(facts, '2026-05-06').overlays.proceeding, [])
  t.same(clocks(ask(facts, '2026-05-06'), 'T48'), [])
  t.match(clocks(ask([...running, proposed, released], '2026-06-01'), 'T48'), [
    { clock: 'T48', state: 'missed' },
  ])
  const other = fact('proposal-imprison', { id: 'd10', madeOn: '2026-04-13' })
  t.same(codes([...running, other], '2026-05-01'), ['proposal-of-other-kind'])
})

t.test(
  'the period ends in custody all the same, and the release counts from that day',
  async (t) => {
    const held = fact('detention-notice', {
      id: 'c23',
      madeOn: '2027-03-01',
      body: { measure: 'ARREST', decidedOn: '2027-03-01', newCrime: true },
    })
    t.equal(ask([...running, held], '2027-03-12').state, 'UNDER_CORRECTION')
    t.equal(ask([...running, held], '2027-03-13').state, 'EXPIRED_PENDING_CLOSE')
    const status = ask([...running, held, released], '2027-03-13')
    t.equal(status.state, 'RELEASED')
    t.equal(status.overlays.restriction, 'ARREST')
    t.same(status.overlays.proceeding, ['NEW_CRIME_CASE'])
    t.match(clocks(ask([...running, released], '2027-03-15'), 'T62'), [
      { clock: 'T62', dueAt: null },
    ])
  },
)

t.test('papers after the release are recorded only', async (t) => {
  const late = fact('ruling-revoke-probation', { id: 'd7', madeOn: '2027-04-01' })
  const warned = fact('decision-warning', { id: 'c16', madeOn: '2027-04-01' })
  const facts = [...running, released, late, warned]
  t.equal(ask(facts, '2027-04-02').state, 'RELEASED')
  t.equal(ask(facts, '2027-04-02').counters.warnings, 0)
  t.same(codes(facts, '2027-04-02'), ['document-after-end', 'document-after-end'])
})

t.test('a period that ends before the report is said (§9-24)', async (t) => {
  const status = ask([judged, inForce], '2027-03-13')
  t.equal(status.state, 'EXPIRED_PENDING_CLOSE')
  t.same(codes([judged, inForce], '2027-03-13'), ['expired-before-enrolment'])
})

t.test('the approved term of 暂外 releases nobody, the sentence does (rule 7)', async (t) => {
  const facts = [tpe, handedOver]
  t.equal(ask(facts, '2026-03-05').state, 'UNDER_CORRECTION')
  t.same(ask(facts, '2026-03-05').period, { from: '2026-03-05', to: '2026-09-04' })
  t.equal(ask(facts, '2026-09-05').state, 'UNDER_CORRECTION')
  t.same(codes(facts, '2026-09-05'), ['tpe-term-ended'])
  t.equal(ask(facts, '2026-12-01').state, 'EXPIRED_PENDING_CLOSE')
})

t.test('暂外: hand-over counts from the receipt of the decision by the prison', async (t) => {
  const arrived = fact('decision-tpe-prison', {
    id: 'b7',
    madeOn: '2026-03-02',
    arrives: '2026-03-05',
  })
  t.match(clocks(ask([arrived], '2026-03-10'), 'T13')[0], {
    clock: 'T13',
    dueAt: '2026-03-17T00:00:00.000+08:00',
  })
  t.equal(ask([arrived], '2026-03-16').state, 'EFFECTIVE_AWAITING_REPORT')
  t.equal(ask([arrived], '2026-03-17').state, 'LOUGUAN')
  const nobody = fact('decision-tpe-court', {
    id: 'b6',
    madeOn: '2026-03-02',
    arrives: '2026-03-05',
    to: [],
  })
  t.match(clocks(ask([nobody], '2026-03-10'), 'T12'), [
    { clock: 'T12', dueAt: '2026-03-13T00:00:00.000+08:00' },
  ])
  const onPaper = fact('service-receipt', {
    id: 'b21',
    madeOn: '2026-03-05',
    by: 'prison',
    refers: { answers: 'b7' },
    body: { receivedOn: '2026-03-03' },
  })
  t.equal(
    ask([arrived, onPaper], '2026-03-14').state,
    'LOUGUAN',
    'the earlier receipt on paper counts',
  )
})

t.test('a recall gives the prison three days, a court decision the police no number', async (t) => {
  const proposed = fact('proposal-imprison', { id: 'd10', madeOn: '2026-04-01' })
  const recalled = fact('decision-imprison-prison', {
    id: 'd12',
    madeOn: '2026-04-13',
    refers: { answers: 'd10' },
  })
  const status = ask([tpe, handedOver, proposed, recalled], '2026-04-14')
  t.equal(status.state, 'AWAIT_CUSTODY')
  t.match(status.ended, { reason: 'imprisoned' })
  t.match(clocks(status, 'T09', 'T54'), [
    { clock: 'T09', state: 'missed' },
    { clock: 'T54', dueAt: '2026-04-17T00:00:00.000+08:00' },
  ])
  const police = fact('decision-imprison-police', { id: 'd13', madeOn: '2026-04-13' })
  t.match(clocks(ask([tpe, handedOver, police], '2026-04-20'), 'T55').at(-1), {
    clock: 'T55',
    state: 'missed',
  })
  const court = fact('decision-imprison-court', { id: 'd11', madeOn: '2026-04-13' })
  t.match(clocks(ask([tpe, handedOver, court], '2026-04-20'), 'T55').at(-1), {
    clock: 'T55',
    state: 'open',
  })
  const refused = fact('decision-not-imprison', { id: 'd14', madeOn: '2026-04-13' })
  t.same(ask([tpe, handedOver, proposed, refused], '2026-04-14').overlays.proceeding, [])
})

t.test('custody without a ruling is accepted and said', async (t) => {
  const custody = fact('custody-receipt', {
    id: 'd21',
    madeOn: '2026-05-02',
    body: { takenOn: '2026-05-01' },
  })
  t.equal(ask([...running, custody], '2026-05-01').state, 'IN_CUSTODY_SERVING')
  t.same(codes([...running, custody], '2026-05-01'), ['custody-without-ruling'])
  t.same(codes([custody], '2026-05-01'), ['no-correction-to-end'])
  t.same(
    codes([...running, released, { ...custody, body: { takenOn: '2027-05-01' } }], '2027-05-01'),
    ['document-after-end'],
  )
})

t.test('a prohibition order lasts from the effect to its own end', async (t) => {
  t.same(ask([judged], '2026-03-12').overlays.flags, [])
  t.same(ask(running, '2026-06-30').overlays.flags, ['PROHIBITION_ORDER'])
  t.same(ask(running, '2026-07-01').overlays.flags, [])
})

t.test('a new judgment after the release opens a new episode with fresh counters', async (t) => {
  const warned = fact('decision-warning', { id: 'c16', madeOn: '2026-05-01' })
  const again = fact('judgment-probation', {
    id: 'n-b1',
    madeOn: '2027-09-01',
    body: { term: { months: 6 } },
  })
  const facts = [...running, warned, released, again]
  t.equal(ask(facts, '2027-08-31').counters.warnings, 1)
  const status = ask(facts, '2027-09-01')
  t.equal(status.state, 'DECIDED_NOT_EFFECTIVE')
  t.equal(status.counters.warnings, 0)
  t.equal(status.ended, null)
  const lateNotice = fact('release-notice-cc', {
    id: 'e2',
    madeOn: '2027-09-10',
    refers: { 'based-on': 'b1' },
  })
  t.equal(ask([...facts, lateNotice], '2027-09-10').state, 'DECIDED_NOT_EFFECTIVE')
  const second = fact('judgment-probation', { id: 'n-b1', madeOn: '2026-09-01' })
  t.same(codes([...running, second], '2026-09-01'), ['second-decision'])
})

t.test('a refused parole leads back to NONE', async (t) => {
  const refused = fact('ruling-parole', {
    id: 'b3',
    madeOn: '2026-02-10',
    body: { outcome: 'refused' },
  })
  t.equal(ask([refused], '2026-03-01').state, 'NONE')
  t.equal(ask([refused], '2026-03-01').stateSince, '2026-02-10')
  t.equal(
    ask([...running, { ...refused, madeOn: '2026-05-01' as Fact['madeOn'] }], '2026-06-01').state,
    'UNDER_CORRECTION',
  )
})

t.test(
  'a release without a known end counts from the end it prints, else the day made',
  async (t) => {
    const alone = fact('enrolment-record', {
      id: 'b24',
      madeOn: '2026-03-01',
      body: { kind: 'control' },
    })
    const printed = fact('release-notice-cc', {
      id: 'e3',
      madeOn: '2026-08-03',
      body: { periodTo: '2026-07-31' },
    })
    t.equal(ask([alone, printed], '2026-08-01').state, 'RELEASED')
    t.same(codes([alone, printed], '2026-08-01'), ['decision-unknown'])
    const bare = fact('release-notice-cc', { id: 'e3', madeOn: '2026-08-03' })
    t.equal(ask([alone, bare], '2026-08-02').state, 'UNDER_CORRECTION')
    t.equal(ask([alone, bare], '2026-08-03').state, 'RELEASED')
    t.same(codes([...running, revoked, bare], '2026-08-03'), ['second-ending'])
    const pardon = fact('release-notice-cc', {
      id: 'e3',
      madeOn: '2026-08-03',
      body: { releaseReason: 'pardon', endedOn: '2026-08-01' },
    })
    t.match(ask([...running, pardon], '2026-08-01').ended, { reason: 'pardon', on: '2026-08-01' })
    t.same(codes([...running, revoked, pardon], '2026-08-03'), ['second-ending'])
  },
)
