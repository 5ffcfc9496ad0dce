import t from 'tap'
import type { Fact } from './fact.ts'
import { statusAt } from './status-at.ts'
import { at, calendar, fact, idOf } from './testing.ts'
import { notedIn } from './testing-courses.ts'

const ask = (facts: readonly Fact[], valid: string, known?: string) =>
  statusAt(facts, at(valid, known), calendar)
const codes = (facts: readonly Fact[]) => notedIn(ask(facts, '2026-06-01'))

const judged = fact('judgment-probation', {
  id: 'b1',
  madeOn: '2026-03-02',
  body: { term: { months: 10 } },
})
const inForce = fact('execution-notice', {
  id: 'b14',
  madeOn: '2026-03-16',
  effectiveOn: '2026-03-13',
})
const enrolled = fact('enrolment-record', { id: 'b24', madeOn: '2026-03-20' })
const revoked = fact('ruling-revoke-probation', { id: 'd7', madeOn: '2026-04-10' })
const running = [judged, inForce, enrolled]

const correction = (id: string, madeOn: string, field: string, value: string, corrects = 'b1') =>
  fact('ruling-correction', {
    id,
    madeOn,
    refers: { corrects },
    body: { corrections: [{ field, value }] },
  })
const recall = (id: string, recalls: string, madeOn = '2026-04-12') =>
  fact('document-recall', { id, madeOn, refers: { recalls } })

t.test('a correction of another issuer is a finding and no more', async (t) => {
  const foreign = { ...correction('f8', '2026-04-01', 'term.months', '5'), issuer: enrolled.issuer }
  t.equal(ask([...running, foreign], '2026-06-01').period?.to, '2027-01-12')
  t.same(codes([...running, foreign]), ['amendment-by-other-issuer'])
})

t.test('a correction of a field that cannot be is a finding', async (t) => {
  for (const [field, value] of [
    ['colour', 'red'],
    ['term.months', 'five'],
    ['periodTo', '2026-02-30'],
    ['kind', 'other'],
    ['complex', 'maybe'],
    ['madeOn', 'yesterday'],
  ] as const) {
    t.same(
      codes([...running, correction('f8', '2026-04-01', field, value)]),
      ['correction-not-applicable'],
      field,
    )
  }
})

t.test('a slip of the pen in the text changes nothing and is no finding', async (t) => {
  const facts = [...running, correction('f8', '2026-04-01', 'text', '“林某甲”应为“林某”')]
  t.same(codes(facts), codes(running))
})

t.test('corrections apply in the order made, as known', async (t) => {
  const facts = [
    ...running,
    correction('f8b', '2026-04-02', 'term.months', '6'),
    correction('f8a', '2026-04-01', 'term.months', '5'),
  ]
  t.equal(ask(facts, '2026-03-20').period?.to, '2026-09-12')
  t.equal(ask(facts, '2026-03-20', '2026-04-01').period?.to, '2026-08-12')
  t.equal(ask(facts, '2026-03-20', '2026-03-20').period?.to, '2027-01-12')
  t.ok(ask(facts, '2026-03-20').basis.some(({ documentId }) => documentId === idOf('f8b')))
})

t.test('a corrected document keeps its own effective date unless that is corrected', async (t) => {
  const ruling = [...running, revoked]
  const made = correction('f8', '2026-04-20', 'madeOn', '2026-04-15', 'd7')
  t.match(ask([...ruling, made], '2026-06-01').ended, { on: '2026-04-10' })
  const effect = correction('f8', '2026-04-20', 'effectiveOn', '2026-04-15', 'd7')
  t.match(ask([...ruling, effect], '2026-06-01').ended, { on: '2026-04-15' })
  const number = correction('f8', '2026-04-20', 'number', 'other', 'd7')
  t.ok(ask([...ruling, number], '2026-06-01').basis.some((each) => each.number === 'other'))
})

t.test('every kind of field can be corrected', async (t) => {
  for (const [field, value] of [
    ['prohibition.to', '2026-12-01'],
    ['complex', 'true'],
    ['complex', 'false'],
    ['reason', '1'],
    ['decidedAt', '2026-04-01T10:00:00+08:00'],
    ['since', '2026-04-01'],
    ['region', '139921'],
    ['uncountedDays', '3'],
  ] as const) {
    t.same(codes([...running, correction('f8', '2026-04-01', field, value)]), [], field)
  }
  const ordered = ask(
    [...running, correction('f8', '2026-04-01', 'prohibition.to', '2026-12-01')],
    '2026-06-01',
  )
  t.same(ordered.overlays.flags, ['PROHIBITION_ORDER'])
})

t.test('a recalled document is struck, a recalled recall revives it', async (t) => {
  const struck = [...running, revoked, recall('f10', 'd7')]
  t.equal(ask(struck, '2026-06-01').state, 'UNDER_CORRECTION')
  t.equal(ask(struck, '2026-06-01', '2026-04-11').state, 'AWAIT_CUSTODY')
  t.equal(ask([...struck, recall('f10b', 'f10')], '2026-06-01').state, 'AWAIT_CUSTODY')
  const undone = [
    ...running,
    correction('f8', '2026-04-01', 'term.months', '5'),
    recall('f10', 'f8'),
  ]
  t.equal(ask(undone, '2026-06-01').period?.to, '2027-01-12')
})

t.test('recalls in a circle take no effect and have an end', async (t) => {
  const circle = [recall('x', 'y'), recall('y', 'x'), recall('z', 'z')]
  t.same(codes([...running, ...circle]), ['amendment-cycle', 'amendment-cycle', 'amendment-cycle'])
  t.same(codes([...running, recall('x', 'nowhere')]), ['amendment-target-unknown'])
  t.same(
    codes([
      ...running,
      fact('document-recall', { id: 'x', madeOn: '2026-04-01', cites: { recalls: 'no. 0' } }),
    ]),
    ['amendment-target-unknown'],
  )
})

t.test('a reference by number holds however brackets, digits and spaces are written', async (t) => {
  const first = fact('judgment-probation', {
    id: 'b1',
    madeOn: '2026-03-02',
    number: '（2026）冀9902刑初31号',
    body: { term: { months: 10 } },
  })
  const again = (number: string) =>
    fact('judgment-probation', {
      id: 'b1b',
      madeOn: '2026-03-05',
      number: '（2026）冀9902刑初32号',
      cites: { replaces: number },
      body: { term: { months: 4 } },
    })
  t.same(codes([first, again('(2026) 冀９９０２刑初 31 号')]), [])
  t.same(codes([first, again('（2026）冀9902刑初31号之一')]), [
    'amendment-target-unknown',
    'second-decision',
  ])
})

t.test('a document of the same type and issuer replaces, and a chain of them holds', async (t) => {
  const again = fact('judgment-probation', {
    id: 'b1b',
    madeOn: '2026-03-05',
    cites: { replaces: 'no. b1' },
    body: { term: { months: 4 } },
  })
  const third = fact('judgment-probation', {
    id: 'b1c',
    madeOn: '2026-03-06',
    refers: { replaces: 'b1b' },
    body: { term: { months: 3 } },
  })
  t.equal(ask([...running, again], '2026-06-01').period?.to, '2026-07-12')
  t.equal(ask([...running, again, third], '2026-06-01').period?.to, '2026-06-12')
  t.same(codes([...running, again, third]), [])
  t.equal(ask([...running, again, recall('f10', 'b1b')], '2026-06-01').period?.to, '2027-01-12')
  const other = fact('execution-notice', {
    id: 'o',
    madeOn: '2026-03-06',
    refers: { replaces: 'b1' },
  })
  t.same(codes([...running, other]), ['amendment-of-other-type'])
})

t.test('an effect stated before the day made counts from that day, and is said', async (t) => {
  const early = { ...revoked, effectiveOn: '2026-04-01' as Fact['madeOn'] }
  t.match(ask([...running, early], '2026-06-01').ended, { on: '2026-04-10' })
  t.same(codes([...running, early]), ['effective-before-made'])
})
