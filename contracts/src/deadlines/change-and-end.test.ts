/** T47-T55, T57, T59-T64, T66-T70: revocation, recall, custody, the end, and what is demanded. */
import t from 'tap'
import type { Fact } from '../subject/fact.ts'
import {
  doc,
  onParole,
  onProbation,
  outside,
  released,
  revoked,
} from '../subject/testing-courses.ts'
import { notes, runs } from './testing.ts'

const proposed = doc('proposal-revoke-probation', '2026-04-13')

t.test('T48: thirty days to rule; the day of the ruling counts', async (t) => {
  t.same(notes([...onProbation, proposed], '2026-05-13', 'T48'), ['T48 04-13…05-13 open'])
  t.same(notes([...onProbation, proposed], '2026-05-14', 'T48'), ['T48 04-13…05-13 missed'])
  t.same(notes([...onProbation, proposed, revoked], '2026-05-14', 'T48'), ['T48 04-13…05-13 met'])
  const late = doc('ruling-not-revoked', '2026-05-14')
  t.same(notes([...onProbation, proposed, late], '2026-05-14', 'T48'), ['T48 04-13…05-13 late'])
})

t.test('T48: a limit whose last day is in the Spring Festival rolls', async (t) => {
  const winter = doc('proposal-revoke-probation', '2026-01-16')
  t.same(notes([winter], '2026-02-24', 'T48'), ['T48 01-16…02-24 open'])
})

t.test('T50: custody for the revocation does not roll (CPL 105(4))', async (t) => {
  const arrested = doc('arrest-execution', '2026-01-20', { body: { arrestedOn: '2026-01-17' } })
  t.same(notes([arrested], '2026-02-16', 'T50'), ['T50 01-17…02-16 open'], 'Spring Festival')
  t.same(notes([arrested], '2026-02-17', 'T50'), ['T50 01-17…02-16 missed'])
  const freed = doc('release-notice', '2026-02-10', { body: { endedOn: '2026-02-10' } })
  t.same(notes([arrested, freed], '2026-02-17', 'T50'), ['T50 01-17…02-16 met'])
})

t.test('T48, T49: a withdrawal closes the proposal and the arrest asked for with it', async (t) => {
  const arrest = doc('proposal-arrest', '2026-04-14', {
    refers: {},
    cites: { 'based-on': proposed.number },
  })
  const withdrawn = (cites: string | undefined, day = '2026-04-15') =>
    doc('withdrawal-proposal', day, cites === undefined ? {} : { cites: { 'based-on': cites } })
  const facts = [...onProbation, proposed, arrest]
  const closed = ['T48 04-13…05-13 moot', 'T49 04-14…04-16 moot']
  t.same(notes([...facts, withdrawn(proposed.number)], '2026-04-20', 'T48', 'T49'), closed)
  t.same(notes([...facts, withdrawn(undefined)], '2026-04-20', 'T48', 'T49'), closed)
  const open = ['T48 04-13…05-13 open', 'T49 04-14…04-16 missed']
  t.same(notes([...facts, withdrawn('another')], '2026-04-20', 'T48', 'T49'), open)
  t.same(notes([...facts, withdrawn(undefined, '2026-04-01')], '2026-04-20', 'T48', 'T49'), open)
  const other = { ...withdrawn(undefined), issuer: { code: proposed.recipients[0]!.code } }
  t.same(notes([...facts, other], '2026-04-20', 'T48', 'T49'), open)
})

t.test('T49: 48 hours from the next full hour, served on CC-x', async (t) => {
  const asked = doc('proposal-arrest', '2026-04-14', { arrives: '2026-04-14T10:00:00+08:00' })
  const [run] = runs([...onProbation, asked], '2026-04-14', 'T49')
  t.equal(new Date(run?.dueAt ?? 0).toISOString(), '2026-04-16T03:00:00.000Z')
  const ordered = (arrives: string) => doc('decision-arrest', '2026-04-16', { arrives })
  const just = ordered('2026-04-16T10:59:59+08:00')
  t.match(runs([...onProbation, asked, just], '2026-04-17', 'T49'), [{ state: 'met' }])
  const late = ordered('2026-04-16T11:00:00+08:00')
  t.match(runs([...onProbation, asked, late], '2026-04-17', 'T49'), [{ state: 'late' }])
})

t.test('T51: released at once where an arrest for the revocation held', async (t) => {
  const order = doc('decision-arrest', '2026-04-14')
  const arrested = doc('arrest-execution', '2026-04-15', { body: { arrestedOn: '2026-04-15' } })
  const refused = doc('ruling-not-revoked', '2026-05-06', { to: ['corrections', 'police'] })
  const facts = [...onProbation, proposed, order, arrested, refused]
  t.match(runs(facts, '2026-05-10', 'T51'), [{ state: 'open', binding: false }])
  const freed = doc('release-notice', '2026-05-08', { body: { endedOn: '2026-05-08' } })
  t.match(runs([...facts, freed], '2026-05-10', 'T51'), [{ state: 'met' }])
  t.same(notes([...onProbation, proposed, refused], '2026-05-10', 'T51'), [])
})

t.test('T47, T57: commutation in thirty days, uncounted periods in one month', async (t) => {
  const commute = doc('proposal-commutation', '2026-04-13')
  const commuted = doc('ruling-commutation', '2026-05-13')
  t.same(notes([...onProbation, commute, commuted], '2026-05-20', 'T47'), ['T47 04-13…05-13 met'])
  const uncounted = doc('proposal-uncounted-period', '2026-03-31')
  t.same(notes([...outside, uncounted], '2026-05-01', 'T57'), ['T57 03-31…04-30 missed'])
})

const recall = doc('proposal-imprison', '2026-04-01')

t.test(
  'T52, T53: a supplement opens no second clock, and its answer stops the first',
  async (t) => {
    const request = doc('supplement-request', '2026-04-08')
    const supply = doc('proposal-imprison', '2026-04-20', {
      cites: { answers: request.number },
      number: 'supply',
    })
    const facts = [...outside, recall, request, supply]
    t.same(notes(facts, '2026-04-30', 'T52', 'T53'), [
      'T52 04-01…05-06 open',
      'T53 04-08…04-29 met',
    ])
    const about = (number: string) =>
      doc('decision-imprison-court', '2026-04-28', { cites: { answers: number } })
    t.same(notes([...facts, about('supply')], '2026-05-20', 'T52'), ['T52 04-01…05-06 met'])
    t.same(notes([...facts, about(recall.number)], '2026-05-20', 'T52'), ['T52 04-01…05-06 met'])
    const named = {
      ...request,
      references: [{ relation: 'answers' as const, number: recall.number }],
    }
    t.same(notes([...outside, recall, named, supply, about('supply')], '2026-05-20', 'T52'), [
      'T52 04-01…05-06 met',
    ])
    t.same(notes([...outside, recall, request], '2026-04-30', 'T53'), ['T53 04-08…04-29 missed'])
  },
)

const recalled = doc('decision-imprison-prison', '2026-04-13')
const taken = (takenOn: string) => doc('custody-receipt', takenOn, { body: { takenOn } })
const fled = (since: string) => doc('escape-notice', since, { body: { since } })
const caught = (capturedOn: string) => doc('capture-notice', capturedOn, { body: { capturedOn } })

t.test('T54: three days; a flight suspends it, the capture begins it anew', async (t) => {
  const facts = [...outside, recalled]
  t.same(notes([...facts, taken('2026-04-16')], '2026-04-20', 'T54'), ['T54 04-13…04-16 met'])
  t.same(notes([...facts, taken('2026-04-17')], '2026-04-20', 'T54'), ['T54 04-13…04-16 late'])
  t.same(notes([...facts, fled('2026-04-15')], '2026-04-20', 'T54'), ['T54 04-13…? open'])
  const back = [...facts, fled('2026-04-15'), caught('2026-05-11')]
  t.same(notes(back, '2026-05-14', 'T54'), ['T54 05-11…05-14 open'])
  t.same(notes([...back, taken('2026-05-15')], '2026-05-20', 'T54'), ['T54 05-11…05-14 late'])
  const tooLate = [...facts, fled('2026-04-20'), caught('2026-05-11')]
  t.same(
    notes(tooLate, '2026-05-12', 'T54'),
    ['T54 04-13…04-16 missed'],
    'missed before the flight',
  )
  t.same(notes([...facts, fled('2026-04-15')], '2026-04-14', 'T54'), ['T54 04-13…04-16 open'])
})

t.test('T55: the police at once, on their own decision in three days', async (t) => {
  const facts = [...onProbation, revoked]
  t.match(runs(facts, '2026-05-30', 'T55'), [{ state: 'open', binding: false }])
  t.match(runs([...facts, taken('2026-05-20')], '2026-05-30', 'T55'), [{ state: 'met' }])
  const police = doc('decision-imprison-police', '2026-04-13')
  t.same(notes([...outside, police], '2026-04-17', 'T55'), ['T55/police 04-13…04-16 missed'])
  t.same(notes([...outside, { ...police, recipients: [] }], '2026-04-17', 'T55'), [])
  t.same(notes([...facts, fled('2026-05-10')], '2026-05-30', 'T55'), [
    'T55/immediately 05-10…05-11 open',
  ])
})

t.test('T59: thirty days before a fixed term ends, unless it is extended first', async (t) => {
  const letter = doc('tpe-expiry-letter', '2026-08-05', { body: { periodTo: '2026-09-04' } })
  t.same(notes([...outside, letter], '2026-08-06', 'T59'), ['T59 03-05…08-05 met'])
  t.same(notes(outside, '2026-08-06', 'T59'), ['T59 03-05…08-05 missed'])
  const extension = (madeOn: string) =>
    doc('tpe-extension-decision', madeOn, { body: { periodTo: '2026-10-20' } })
  t.same(notes([...outside, extension('2026-08-03')], '2026-08-06', 'T59'), [
    'T59 03-05…08-05 moot',
    'T59 08-03…09-20 open',
  ])
  t.same(notes([...outside, letter, extension('2026-08-20')], '2026-09-21', 'T59'), [
    'T59 03-05…08-05 met',
    'T59 08-20…09-20 missed',
  ])
  const general = doc('tpe-expiry-letter', '2026-09-18')
  t.same(
    notes([...outside, extension('2026-08-20'), general], '2026-09-21', 'T59').at(-1),
    'T59 08-20…09-20 met',
  )
  const nearly = doc('tpe-extension-decision', '2026-08-20', { body: { periodTo: '2026-11-15' } })
  t.equal(notes([...outside, nearly], '2026-09-01', 'T59').length, 1, 'ends with the sentence')
  const short = doc('tpe-extension-decision', '2026-08-20', { body: { periodTo: '2026-09-10' } })
  t.same(
    notes([...outside, short], '2026-08-20', 'T59').at(-1),
    'T59 08-20…08-20 open',
    'due when it opens',
  )
  const endless = doc('tpe-extension-decision', '2026-08-20')
  t.equal(notes([...outside, endless], '2026-09-01', 'T59').length, 1)
})

t.test('T60: the month before the end of a sentence that a prison ends', async (t) => {
  t.same(notes(outside, '2026-10-29', 'T60'), [])
  t.same(notes(outside, '2026-10-30', 'T60'), ['T60 10-30…11-30 open'])
  const told = doc('prison-release-reminder', '2026-11-20')
  t.same(notes([...outside, told], '2026-12-01', 'T60'), ['T60 10-30…11-30 met'])
  const court = doc('decision-tpe-court', '2026-03-02', { body: { sentenceTo: '2026-11-30' } })
  t.same(notes([court, ...outside.slice(1)], '2026-11-20', 'T60'), [])
})

t.test('T61: thirty days before the end, or the day of the enrolment', async (t) => {
  t.same(notes(onProbation, '2027-02-10', 'T61'), ['T61 03-20…02-10 open'])
  const made = doc('final-appraisal', '2027-02-11')
  t.same(notes([...onProbation, made], '2027-02-12', 'T61'), ['T61 03-20…02-10 late'])
  const short = onProbation.map((each) =>
    each.effect === 'decide' ? { ...each, body: { term: { months: 1 } } } : each,
  )
  t.same(notes(short, '2026-03-20', 'T61'), ['T61 03-20…03-20 open'])
  const endless = onProbation.map((each) =>
    each.effect === 'decide' ? { ...each, body: {} } : each,
  )
  t.same(notes(endless, '2026-03-20', 'T61', 'T62', 'T64'), [])
})

t.test('T62: closed on the last day or the first working day after', async (t) => {
  const sunday = onProbation.map((each) =>
    each.effect === 'decide'
      ? { ...each, body: { periodFrom: '2026-03-13', periodTo: '2026-08-23' } }
      : each,
  )
  const notice = (madeOn: string) => doc('release-notice-cc', madeOn)
  t.same(notes(sunday, '2026-08-22', 'T62'), [])
  t.same(notes(sunday, '2026-08-24', 'T62'), ['T62 08-23…08-24 open'])
  t.same(notes([...sunday, notice('2026-08-24')], '2026-08-25', 'T62'), ['T62 08-23…08-24 met'])
  t.same(notes([...sunday, notice('2026-08-25')], '2026-08-25', 'T62'), ['T62 08-23…08-24 late'])
  t.same(notes([...sunday, notice('2026-08-20')], '2026-08-25', 'T62'), ['T62 08-23…08-24 met'])
  t.same(notes([...sunday, revoked], '2026-08-25', 'T62'), [])
  const pardoned = doc('pardon', '2026-06-01')
  t.same(notes([...sunday, pardoned], '2026-08-25', 'T62'), [])
  t.same(notes([...onProbation, released], '2027-03-21', 'T62'), ['T62 03-12…? met'], 'no calendar')
})

t.test('T63: a death under 暂外 is told in five days', async (t) => {
  const died = doc('death-notice', '2026-05-11', {
    to: ['prisonAdministration', 'prison', 'procuratorate'],
    body: { diedOn: '2026-05-06', discoveredOn: '2026-05-06' },
  })
  t.same(notes([...outside, died], '2026-05-20', 'T63'), ['T63 05-06…05-11 met'])
  const unprisoned = {
    ...died,
    recipients: died.recipients.filter(({ kind }) => kind !== 'prison'),
  }
  t.same(notes([...outside, unprisoned], '2026-05-20', 'T63'), ['T63 05-06…05-11 missed'])
  const court = doc('decision-tpe-court', '2026-03-02', { body: { sentenceTo: '2026-11-30' } })
  t.same(notes([court, ...outside.slice(1), unprisoned], '2026-05-20', 'T63'), [
    'T63 05-06…05-11 met',
  ])
  t.same(notes([...onProbation, died], '2026-05-20', 'T63'), [])
})

t.test('T64: two months before the end, six where the identity is unknown', async (t) => {
  const [ruling, enrolled] = onParole
  if (!ruling || !enrolled) throw new Error('the course has two documents')
  const foreign = { ...ruling, body: { ...ruling.body, deportation: true } }
  t.same(notes([foreign, enrolled], '2027-10-09', 'T64'), ['T64 03-20…10-09 open'])
  const handed = (identityUnknown: boolean) =>
    doc('deportation-handover', '2027-06-10', { body: { deportation: true, identityUnknown } })
  t.same(notes([foreign, enrolled, handed(false)], '2027-10-09', 'T64'), ['T64 03-20…10-09 met'])
  t.same(notes([foreign, enrolled, handed(true)], '2027-10-09', 'T64'), ['T64 03-20…06-09 late'])
  t.same(notes(onParole, '2027-10-09', 'T64'), [])
})

t.test('T66: the platform seals after three days, so nobody is late', async (t) => {
  const [judgment, ...rest] = onProbation
  if (!judgment) throw new Error('the course has documents')
  const short = { ...judgment, body: { term: { months: 3 } } }
  const sealing = doc('sealing-notice', '2026-03-25', { to: ['procuratorate', 'police'] })
  const facts = [short, ...rest, sealing, doc('release-certificate', '2026-06-15')]
  t.same(notes(facts, '2026-06-17', 'T66'), ['T66 06-15…06-18 open'])
  t.same(notes(facts, '2026-06-19', 'T66'), ['T66 06-15…06-18 met'])
  t.same(notes(facts, '2026-03-26', 'T67'), [
    'T67/police 03-25…03-30 open',
    'T67/procuratorate 03-25…03-30 open',
  ])
  const unsealed = facts.filter((each) => each !== sealing)
  t.same(notes(unsealed, '2026-06-19', 'T66'), [])
  const unknown = [...onProbation, sealing, released]
  t.same(notes(unknown, '2027-04-01', 'T66'), ['T66 03-20…? open'])
})

t.test('T68: a query is answered in three working days, compared', async (t) => {
  const answer = (body: Fact['body']) => doc('sealed-query-decision', '2026-05-11', { body })
  // 05-09 is a make-up working Saturday.
  t.same(notes([answer({ appliedOn: '2026-05-07' })], '2026-05-12', 'T68'), ['T68 05-07…05-11 met'])
  t.same(notes([answer({})], '2026-05-12', 'T68'), [])
})

t.test(
  'T69, T70: oral opinions in seven days, written ones in the time set or fifteen',
  async (t) => {
    const demand = (body: Fact['body']) => doc('rectification-notice', '2026-05-11', { body })
    t.same(notes([demand({ form: 'oral' })], '2026-05-19', 'T69', 'T70'), [
      'T69 05-11…05-18 missed',
    ])
    t.same(notes([demand({ form: 'written' })], '2026-05-26', 'T69', 'T70'), [
      'T70/reply 05-11…05-26 open',
    ])
    const timed = demand({ form: 'written', replyBy: '2026-05-16' })
    t.same(notes([timed], '2026-05-17', 'T70'), ['T70/reply 05-11…05-16 missed'])
    const reply = doc('reply', '2026-05-15', { body: { asksRecheck: true } })
    t.same(notes([timed, reply], '2026-05-17', 'T70'), [
      'T70/reply 05-11…05-16 met',
      'T70/re-check 05-15…05-22 open',
    ])
    const nobody = { ...timed, recipients: [] }
    t.same(notes([nobody], '2026-05-17', 'T70'), [])
  },
)
