import { test } from 'tap'
import { SUBJECT } from './testing/answers.ts'
import { courtDesk, must, run } from './testing/desk.ts'
import { stubPlatform } from './testing/stub-platform.ts'

const OWN = `GET /v1/subjects/${SUBJECT}/deadlines`
const ALL = 'GET /v1/deadlines'
const deadline = {
  clock: 'T48',
  title: { zh: '审理撤销建议', en: 'Ruling on a revocation proposal' },
  mode: 'live',
  binding: true,
  state: 'missed',
  startedAt: '2026-06-10T09:30:00.000+08:00',
  dueAt: '2026-07-11T00:00:00.000+08:00',
  stoppedAt: null,
  responsible: '111399000000000515',
  basis: '社区矫正法48',
}
const provisional = { ...deadline, state: 'open', dueAt: null, binding: false }
const answer = {
  subjectId: SUBJECT,
  deadlines: [deadline, provisional],
  validAt: '2026-07-12T00:00:00.000+08:00',
  knownAt: '2026-07-12T00:00:00.000+08:00',
}

test('options of the list and of one person do not mix', async (t) => {
  const { at } = await courtDesk(t)
  const ask = (...args: readonly string[]) => run('deadlines', '--agency', at('court'), ...args)
  t.match(await ask(SUBJECT, '--state', 'missed'), { code: 2, err: /are of the list/ })
  t.match(await ask('--valid-at', '2026-06-01'), { code: 2, err: /are of one person/ })
  t.match(await ask('--state', 'forgiven'), { code: 2, err: /Allowed choices/ })
  t.match(await ask('--limit', '501'), { code: 2, err: /from 1 to 500/ })
  t.match(await ask('--before', '2026-02-30'), { code: 2, err: /YYYY-MM-DD/ })
})

test('the deadlines of one person, for people and for machines', async (t) => {
  const { at } = await courtDesk(t)
  const { url, asked } = await stubPlatform(t, { [OWN]: { body: answer } })
  const args = ['deadlines', SUBJECT, '--agency', at('court'), '--url', url]
  const out = await must(...args, '--count', '--valid-at', '2026-07-11')
  t.equal(asked[0]?.route, `${OWN}?validAt=2026-07-11&count=true`)
  for (const text of [
    SUBJECT,
    'T48 审理撤销建议',
    '逾期 missed',
    '2026-07-10 24:00',
    '社区矫正法48',
  ])
    t.ok(out.includes(text), text)
  t.match(out, /未到期 open 仅提示 advice .* calendar not published/)
  t.same(JSON.parse(await must('--json', ...args)), answer)
})

test('the list is asked for with its filters, and says where it goes on', async (t) => {
  const { at } = await courtDesk(t)
  const page = { deadlines: [{ ...deadline, subjectId: SUBJECT }], next: 'WzEsInMiLCJrIl0' }
  const { url, asked } = await stubPlatform(t, { [ALL]: { body: page } })
  const args = ['deadlines', '--agency', at('court'), '--url', url]
  const out = await must(
    ...[...args, '--state', 'missed', '--responsible', '111399000000000515'],
    ...['--before', '2026-08-01', '--after', 'abc', '--limit', '5'],
  )
  t.equal(
    asked[0]?.route,
    `${ALL}?state=missed&responsible=111399000000000515&before=2026-08-01&after=abc&limit=5`,
  )
  t.equal(asked[0]?.headers['xianjie-purpose'], 'supervision')
  t.match(out, /--after WzEsInMiLCJrIl0/)
  t.ok(out.includes(SUBJECT))
  t.same(JSON.parse(await must('--json', ...args)), page)
})
