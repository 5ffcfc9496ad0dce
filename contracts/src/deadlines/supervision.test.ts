/** T27-T46, T65: leave, search, change of place, measures, positioning, reports on health. */
import t from 'tap'
import { doc, ELSEWHERE, lost, onProbation, outside } from '../subject/testing-courses.ts'
import { notes, runs } from './testing.ts'

const leave = (from: string, to: string, given: Parameters<typeof doc>[2] = {}) =>
  doc('leave-approval', from, { ...given, body: { appliedOn: from, from, to, ...given.body } })

t.test('T27: asked for three days before the first day', async (t) => {
  const asked = (appliedOn: string) =>
    leave('2026-04-20', '2026-04-22', { body: { appliedOn, from: '2026-04-20', to: '2026-04-22' } })
  t.same(notes([...onProbation, asked('2026-04-17')], '2026-04-20', 'T27'), ['T27 04-17…04-17 met'])
  t.same(notes([...onProbation, asked('2026-04-18')], '2026-04-20', 'T27'), [
    'T27 04-18…04-17 late',
  ])
})

t.test('T28: seven days by the office, thirty by the county, more only by the city', async (t) => {
  const office = { by: 'judicialOffice' } as const
  t.same(notes([leave('2026-04-01', '2026-04-07', office)], '2026-05-01', 'T28'), [
    'T28 04-01…04-07 met',
  ])
  t.same(notes([leave('2026-04-01', '2026-04-08', office)], '2026-05-01', 'T28'), [
    'T28 04-01…04-07 late',
  ])
  t.same(notes([leave('2026-04-01', '2026-04-30')], '2026-05-01', 'T28'), ['T28 04-01…04-30 met'])
  t.same(notes([leave('2026-04-01', '2026-05-01')], '2026-05-01', 'T28'), ['T28 04-01…04-30 late'])
  const city = leave('2026-04-01', '2026-05-10', { by: 'cityCorrections' })
  t.same(notes([city], '2026-05-11', 'T28'), [])
})

t.test('T28: all leaves of two months together exceed thirty days only by the city', async (t) => {
  const first = leave('2026-04-01', '2026-04-20')
  const second = leave('2026-05-01', '2026-05-11')
  t.same(notes([first, second], '2026-06-01', 'T28'), [
    'T28 04-01…04-30 met',
    'T28 05-01…05-10 late',
  ])
  const refused = leave('2026-04-01', '2026-04-20', { body: { outcome: 'refused' } })
  t.same(notes([refused, second], '2026-06-01', 'T28'), ['T28 05-01…05-30 met'])
  const longAgo = leave('2026-02-01', '2026-02-28')
  t.same(notes([longAgo, second], '2026-06-01', 'T28').at(-1), 'T28 05-01…05-30 met')
})

t.test('T29: back on the last approved day; a holiday prolongs no leave', async (t) => {
  const away = leave('2026-04-28', '2026-05-02')
  const back = (returnedAt: string) =>
    doc('leave-return-record', '2026-05-06', { body: { returnedAt } })
  t.same(notes([...onProbation, away], '2026-05-02', 'T29'), ['T29 04-28…05-02 open'])
  t.same(notes([...onProbation, away], '2026-05-03', 'T29'), ['T29 04-28…05-02 missed'])
  t.same(notes([...onProbation, away, back('2026-05-02')], '2026-05-06', 'T29'), [
    'T29 04-28…05-02 met',
  ])
  t.same(notes([...onProbation, away, back('2026-05-03')], '2026-05-06', 'T29'), [
    'T29 04-28…05-02 late',
  ])
})

t.test('T29: a leave that ends with the correction is moot, not missed', async (t) => {
  const last = leave('2027-03-10', '2027-03-12')
  t.same(notes([...onProbation, last], '2027-03-14', 'T29'), ['T29 03-10…03-12 moot'])
})

t.test('T29, T42: each run is told of one episode only', async (t) => {
  const closed = [...onProbation, doc('release-certificate', '2026-04-15')].map((each) =>
    each.effect === 'decide' ? { ...each, body: { term: { months: 1 } } } : each,
  )
  const again = [
    doc('judgment-control', '2026-05-04', {
      effectiveOn: '2026-05-15',
      body: { term: { years: 1 } },
    }),
    doc('enrolment-record', '2026-05-18', { body: { reportedOn: '2026-05-18', reportCode: '01' } }),
  ]
  const away = leave('2026-06-02', '2026-06-04')
  const held = doc('criminal-detention', '2026-06-28', { body: measure })
  const first = leave('2026-03-25', '2026-03-26')
  t.same(notes([...closed, ...again, away, held, first], '2026-06-29', 'T11', 'T29', 'T42'), [
    'T11 03-13…03-23 met',
    'T29 03-25…03-26 missed',
    'T11 05-15…05-25 met',
    'T29 06-02…06-04 missed',
    'T42 06-28…07-01 open',
  ])
})

t.test('T30: a travel permit is a term of six months', async (t) => {
  const permit = doc('recurring-travel-approval', '2026-04-10', { body: { from: '2026-04-15' } })
  t.same(notes([...onProbation, permit], '2026-10-14', 'T30'), ['T30 04-15…10-14 open'])
  t.same(notes([...onProbation, permit], '2026-10-15', 'T30'), ['T30 04-15…10-14 moot'])
  t.same(notes([{ ...permit, body: { outcome: 'refused' } }], '2026-10-15', 'T30'), [])
})

t.test('T40, T41: search at once is never missed; 48 hours are elapsed time', async (t) => {
  const gone = {
    ...lost,
    body: { ...lost.body, since: '2026-05-01T10:00:00+08:00', reason: 2 },
  } as const
  const facts = [...onProbation, gone]
  t.match(runs(facts, '2026-05-20', 'T40'), [{ state: 'open', binding: false }])
  const [hours] = runs(facts, '2026-05-01', 'T41')
  t.equal((hours?.dueAt ?? 0) - (hours?.startedAt ?? 0), 48 * 3_600_000)
  t.equal(hours?.state, 'open')
  t.match(runs(facts, '2026-05-20', 'T41'), [{ state: 'moot' }])
  const letter = doc('assist-search-letter', '2026-05-03', {
    body: { since: '2026-05-01', reason: 2 },
  })
  t.match(runs([...facts, letter], '2026-05-20', 'T40'), [{ state: 'met' }])
  const found = doc('search-bulletin', '2026-05-03', {
    body: { result: 'found', foundAt: '2026-05-02', reason: 2 },
  })
  t.match(runs([...facts, found], '2026-05-20', 'T40', 'T41'), [{ state: 'met' }, { state: 'met' }])
})

t.test('T31-T34: query, reply and refusal of a change of place', async (t) => {
  const query = (madeOn: string) =>
    doc('place-change-consult', madeOn, {
      body: { appliedOn: '2026-04-27', plannedOn: '2026-06-01' },
    })
  const reply = doc('place-change-reply', '2026-05-07')
  t.same(notes([...onProbation, query('2026-04-30'), reply], '2026-05-08', 'T31', 'T32', 'T33'), [
    'T31 04-27…05-01 met',
    'T32 04-27…05-06 met',
    'T33 04-30…05-06 late',
  ])
  t.same(notes([...onProbation, query('2026-05-07')], '2026-05-08', 'T32'), [
    'T32 04-27…05-06 late',
  ])
  const bare = doc('place-change-consult', '2026-05-07')
  t.same(notes([...onProbation, bare], '2026-05-08', 'T31', 'T32'), [])
  const refused = (notifiedOn?: string) =>
    doc('place-change-decision', '2026-05-08', {
      body: { outcome: 'refused', ...(notifiedOn && { notifiedOn }) },
    })
  t.same(notes([...onProbation, refused()], '2026-05-20', 'T34'), [])
  t.same(notes([...onProbation, refused('2026-05-13')], '2026-05-20', 'T34'), [
    'T34 05-08…05-13 met',
  ])
  t.same(notes([...onProbation, refused('2026-05-14')], '2026-05-20', 'T34'), [
    'T34 05-08…05-13 late',
  ])
})

t.test('T35-T38: the file follows the person, who reports in seven days', async (t) => {
  const decided = doc('place-change-decision', '2026-05-08', {
    body: { outcome: 'approved', servedOn: '2026-05-08', newAgency: ELSEWHERE },
  })
  const file = doc('place-change-file-handover', '2026-05-12', {
    copies: ['court', 'procuratorate', 'police'],
  })
  const receipt = doc('place-change-receipt', '2026-05-18', {
    copies: ['otherProcuratorate', 'otherPolice'],
  })
  const arrived = (
    reportedOn: string,
    by: 'corrections' | 'otherCorrections' = 'otherCorrections',
  ) => doc('enrolment-record', reportedOn, { by, body: { reportedOn, reportCode: '01' } })
  const facts = [...onProbation, decided, file]
  t.same(notes([...facts, receipt, arrived('2026-05-15')], '2026-05-19', 'T35', 'T36', 'T37'), [
    'T35 05-08…05-13 met',
    'T37 05-08…05-15 met',
    'T36 05-12…05-18 met',
  ])
  t.same(notes([...facts, arrived('2026-05-15', 'corrections')], '2026-05-19', 'T36', 'T37'), [
    'T37 05-08…05-15 missed',
    'T36 05-12…05-18 missed',
  ])
  const uncopied = { ...file, copies: [] }
  t.same(notes([...onProbation, decided, uncopied], '2026-05-14', 'T35'), [
    'T35 05-08…05-13 missed',
  ])
  const unnamed = { ...decided, body: { servedOn: '2026-05-08' } }
  t.same(notes([...onProbation, unnamed, arrived('2026-05-16')], '2026-05-19', 'T37'), [
    'T37 05-08…05-15 late',
  ])
  const kept = doc('custody-file-handover-notice', '2026-05-13', {
    body: { fileReceivedOn: '2026-05-08' },
  })
  t.same(notes([...outside, kept], '2026-05-19', 'T38'), ['T38 05-08…05-13 met'])
})

t.test(
  'T39: reports each month, re-examinations every three, until C20 changes the step',
  async (t) => {
    const [decision, handed] = outside
    if (!decision || !handed) throw new Error('the course has two documents')
    const medical = { ...handed, body: { ...handed.body, cause: 'medical' as const } }
    t.same(notes([decision, medical], '2026-05-10', 'T39'), [
      'T39/re-examination 03-05…06-05 open',
      'T39/report 03-05…04-07 moot',
      'T39/report 04-05…05-06 moot',
      'T39/report 05-05…06-05 open',
    ])
    t.same(notes(outside, '2026-03-10', 'T39'), ['T39/report 03-05…04-07 open'])
    const report = doc('health-report', '2026-04-02', { body: { reportType: 'health' } })
    t.same(notes([...outside, report], '2026-04-04', 'T39'), ['T39/report 03-05…04-07 met'])
    const longer = doc('health-interval-extension', '2026-04-01', {
      body: { from: '2026-04-10', reportMonths: 2 },
    })
    t.same(notes([...outside, longer], '2026-04-20', 'T39').at(-1), 'T39/report 04-10…06-10 open')
    const silent = doc('health-interval-extension', '2026-04-01')
    t.same(notes([...outside, silent], '2026-03-10', 'T39'), ['T39/report 03-05…04-07 open'])
    const over = doc('death-notice', '2026-04-06', {
      body: { diedOn: '2026-04-03', discoveredOn: '2026-04-03' },
    })
    t.same(notes([...outside, over], '2026-08-01', 'T39'), ['T39/report 03-05…04-07 moot'])
    t.same(notes([decision, { ...handed, body: {} }], '2026-08-01', 'T39'), [])
  },
)

const measure = { decidedOn: '2026-06-28', newCrime: true, measure: 'CRIM_DETENTION' } as const

t.test(
  'T42: three days to tell CC-x and PR-x; compared where the notice comes first',
  async (t) => {
    const notice = doc('detention-notice', '2026-06-30', {
      copies: ['procuratorate'],
      body: measure,
    })
    const own = doc('criminal-detention', '2026-06-28', { body: measure })
    t.match(runs([...onProbation, notice], '2026-07-02', 'T42'), [
      { mode: 'compared', state: 'met' },
    ])
    t.match(runs([...onProbation, own], '2026-07-02', 'T42'), [{ mode: 'live', state: 'missed' }])
    t.match(runs([...onProbation, own, notice], '2026-07-02', 'T42'), [
      { mode: 'live', state: 'met' },
    ])
    t.equal(
      runs([...onProbation, own], '2026-07-01', 'T42')[0]?.key,
      'T42:CRIM_DETENTION:2026-06-28',
    )
    const uncopied = { ...notice, copies: [] }
    t.same(notes([...onProbation, own, uncopied], '2026-07-02', 'T42'), ['T42 06-28…07-01 missed'])
    const second = doc('detention-notice', '2026-07-01', { to: ['procuratorate'], body: measure })
    t.same(notes([...onProbation, own, uncopied, second], '2026-07-02', 'T42'), [
      'T42 06-28…07-01 met',
    ])
  },
)

t.test('T42: a penalty that detains, not a fine, and not the arrest of D6', async (t) => {
  const penalty = (body: object) =>
    doc('ps-penalty-decision', '2026-06-01', { body: { decidedOn: '2026-06-01', ...body } })
  const detained = penalty({ penalty: 'detention', from: '2026-06-02', to: '2026-06-07' })
  t.same(notes([...onProbation, detained], '2026-06-03', 'T42'), ['T42 06-01…06-04 open'])
  t.same(notes([...onProbation, penalty({ penalty: 'fine' })], '2026-06-03', 'T42'), [])
  const arrest = doc('arrest-execution', '2026-06-01', { body: { arrestedOn: '2026-06-01' } })
  t.same(notes([...onProbation, arrest], '2026-06-03', 'T42'), [])
  const undated = doc('judicial-detention', '2026-06-01', { body: { from: '2026-06-02' } })
  t.same(notes([...onProbation, undated], '2026-06-03', 'T42'), ['T42 06-02…06-05 open'])
})

t.test('T43: 24 hours from the next full hour for persons under 暂外', async (t) => {
  const own = doc('criminal-detention', '2026-06-28', {
    body: { ...measure, decidedAt: '2026-06-28T10:00:00+08:00' },
  })
  const [run] = runs([...outside, own], '2026-06-28', 'T43')
  t.equal(
    new Date(run?.dueAt ?? 0).toISOString(),
    '2026-06-29T03:00:00.000Z',
    'begun at 10:00: from 11:00',
  )
  t.same(notes([...onProbation, own], '2026-06-28', 'T43'), [])
  const bail = doc('bail', '2026-06-28', { body: { decidedOn: '2026-06-28' } })
  t.same(notes([...outside, bail], '2026-06-28', 'T43'), [], 'not for a new crime')
})

t.test('T44: shown and never missed; no holiday prolongs it', async (t) => {
  const own = doc('criminal-detention', '2026-06-18', {
    body: { decidedOn: '2026-06-18', newCrime: true },
  })
  t.same(notes([...onProbation, own], '2026-06-19', 'T44'), [
    'T44/extended-request 06-18…06-25 open',
    'T44/family 06-18…06-19 moot',
    'T44/request 06-18…06-21 open',
  ])
  const freed = doc('release-or-change', '2026-06-20', { body: { endedOn: '2026-06-20' } })
  const changed = doc('residential-surveillance', '2026-06-21', { body: { from: '2026-06-21' } })
  t.same(notes([...onProbation, own, freed], '2026-06-22', 'T44')[2], 'T44/request 06-18…06-21 met')
  t.same(
    notes([...onProbation, own, changed], '2026-06-22', 'T44')[2],
    'T44/request 06-18…06-21 met',
  )
  const undated = doc('arrest-new-crime', '2026-06-24', { body: { decidedOn: '2026-06-24' } })
  t.same(
    notes([...onProbation, own, undated], '2026-06-26', 'T44')[0],
    'T44/extended-request 06-18…06-25 moot',
  )
})

t.test('T45: a term of three months, and each extension; lifting ends it', async (t) => {
  const imposed = doc('emonitor-decision', '2026-06-09', {
    body: { action: 'impose', from: '2026-06-09' },
  })
  const further = doc('emonitor-decision', '2026-09-01', { body: { action: 'extend' } })
  const lifted = doc('emonitor-decision', '2026-07-01', {
    body: { action: 'lift', endedOn: '2026-07-01' },
  })
  t.same(notes([...onProbation, imposed, further], '2026-10-01', 'T45'), [
    'T45 06-09…09-08 moot',
    'T45 09-09…12-08 open',
  ])
  t.same(notes([...onProbation, imposed, lifted], '2026-10-01', 'T45'), ['T45 06-09…09-08 met'])
})

t.test('T46: six months served; a commendation before that is early', async (t) => {
  const praised = doc('decision-commendation', '2026-07-01')
  t.same(notes([...onProbation, praised], '2026-08-01', 'T46'), ['T46 03-20…09-20 met'])
  t.same(notes(onProbation, '2026-09-21', 'T46'), ['T46 03-20…09-20 moot'])
})

t.test('T65: thirty days to decide, two to deliver, both shown only', async (t) => {
  const decided = doc('ps-penalty-decision', '2026-06-03', {
    body: { filedOn: '2026-05-06', penalty: 'fine', servedOn: '2026-06-04' },
  })
  t.same(notes([...onProbation, decided], '2026-06-10', 'T65'), [
    'T65/decide 05-06…06-05 met',
    'T65/deliver 06-03…06-05 met',
  ])
  const bare = { ...decided, body: { penalty: 'fine' } } as const
  t.same(notes([...onProbation, bare], '2026-06-10', 'T65'), ['T65/deliver 06-03…06-05 moot'])
})
