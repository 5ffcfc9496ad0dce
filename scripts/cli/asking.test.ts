import { test } from 'tap'
import { SUBJECT, statusAnswer } from './testing/answers.ts'
import { courtDesk, must, run } from './testing/desk.ts'
import { stubPlatform } from './testing/stub-platform.ts'

const STATUS = `GET /v1/subjects/${SUBJECT}/status`
const SEARCH = 'POST /v1/subjects/search'

test('a person is named by the subject id or by a number, and moments are real ones', async (t) => {
  const { at } = await courtDesk(t)
  const ask = (...args: readonly string[]) => run('status', '--agency', at('court'), ...args)
  t.match(await ask(), { code: 2, err: /by <subjectId> or by --id-number/ })
  t.match(await ask(SUBJECT, '--id-number', '1'), { code: 2, err: /one of the two/ })
  t.match(await ask(SUBJECT, '--valid-at', '2026-02-30'), { code: 2, err: /YYYY-MM-DD/ })
  t.match(await ask(SUBJECT, '--id-type', 'library-card'), { code: 2, err: /Allowed choices/ })
  t.match(await ask(SUBJECT, '--url', 'localhost:8080'), { code: 2, err: /an address such as/ })
})

test('somebody whom nobody knows is exit code 1', async (t) => {
  const { at } = await courtDesk(t)
  const { url } = await stubPlatform(t, { [SEARCH]: { body: { subjects: [] } } })
  const args = ['--id-number', '139921198807090137', '--agency', at('court'), '--url', url]
  const { code, err } = await run('documents', ...args)
  t.equal(code, 1)
  t.match(err, /nobody is known by this number/)
})

test('a status is asked for with its purpose and moments, after a search by number', async (t) => {
  const { at } = await courtDesk(t)
  const { url, asked } = await stubPlatform(t, {
    [SEARCH]: { body: { subjects: [{ subjectId: SUBJECT }] } },
    [STATUS]: { body: statusAnswer },
  })
  await must(
    ...['status', '--id-number', '139921198807090137', '--agency', at('court'), '--url', url],
    ...['--valid-at', '2026-06-01', '--known-at', '2026-06-10T00:00:00+08:00'],
    ...['--purpose', 'inspection', '--case', '（2026）冀99刑更41号'],
  )
  t.same(JSON.parse(String(asked[0]?.body)), {
    idType: 'resident-id',
    idNumber: '139921198807090137',
  })
  const query = 'validAt=2026-06-01&knownAt=2026-06-10T00%3A00%3A00%2B08%3A00'
  t.equal(asked[1]?.route, `${STATUS}?${query}`)
  for (const { headers } of asked) {
    t.equal(headers['xianjie-purpose'], 'inspection')
    t.equal(decodeURIComponent(String(headers['xianjie-case'])), '（2026）冀99刑更41号')
  }
})

test('a status is shown in words and codes, and a code of tomorrow stands for itself', async (t) => {
  const { at } = await courtDesk(t)
  const { url } = await stubPlatform(t, { [STATUS]: { body: statusAnswer } })
  const args = ['status', SUBJECT, '--agency', at('court'), '--url', url]
  const out = await must(...args)
  for (const text of [
    '假释 parole',
    '在矫 UNDER_CORRECTION  自 since 2026-02-24',
    '脱管 TUOGUAN',
    '提请撤销缓刑或假释 REVOKE_PROPOSED',
    '限制出境 EXIT_RESTRICTED · A_FLAG_OF_TOMORROW',
    '警告 warnings 1',
    '2026-02-13 – 2027-12-09',
    '交付接收 delivery and reception',
    'reported=true',
    '逾期 missed',
    '（2026）冀99刑更41号',
  ]) {
    t.ok(out.includes(text), text)
  }
  t.same(JSON.parse(await must('--json', ...args)), statusAnswer)
})

test('a timeline shows each step and its cause', async (t) => {
  const { at } = await courtDesk(t)
  const normal = { supervision: 'NORMAL', restriction: 'NONE' }
  const steps = [
    {
      ...{ at: '2026-02-24T00:00:00.000+08:00', cause: 'document', type: 'registration' },
      ...{ title: { zh: '登记', en: 'Registration' }, number: '〔2026〕1号' },
      ...{ state: 'UNDER_CORRECTION', ...normal },
    },
    {
      ...{ at: '2026-06-01T10:00:00.000+08:00', cause: 'clock', state: 'UNDER_CORRECTION' },
      ...{ supervision: 'TUOGUAN', restriction: 'NONE' },
    },
  ]
  const answer = { subjectId: SUBJECT, steps, validAt: 'then', knownAt: 'now' }
  const { url } = await stubPlatform(t, {
    [`GET /v1/subjects/${SUBJECT}/timeline`]: { body: answer },
  })
  const out = await must('timeline', SUBJECT, '--agency', at('court'), '--url', url)
  t.match(out, /2026-02-24 00:00 {2}在矫 UNDER_CORRECTION +登记 〔2026〕1号\n/)
  t.match(out, /2026-06-01 10:00 .*脱管 TUOGUAN {2}时限届至 by the clock\n/)
})

test('documents are listed, and nothing in them steers the terminal', async (t) => {
  const { at } = await courtDesk(t)
  const documents = [
    {
      ...{ documentId: 'd1', type: 'ruling-parole', title: { zh: '假释裁定书', en: 'Ruling' } },
      ...{ number: '\u001b[2J41号', madeOn: '2026-02-10' },
      acceptedAt: '2026-02-11T09:30:00.000+08:00',
    },
  ]
  const answer = { subjectId: SUBJECT, documents, knownAt: 'now' }
  const { url } = await stubPlatform(t, {
    [`GET /v1/subjects/${SUBJECT}/documents`]: { body: answer },
  })
  const out = await must('documents', SUBJECT, '--agency', at('court'), '--url', url)
  t.match(out, /2026-02-11 09:30 {2}2026-02-10 {2}假释裁定书/)
  t.notOk(out.includes('\u001b'))
})
