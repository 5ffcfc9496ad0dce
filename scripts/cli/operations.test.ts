import { writeFileSync } from 'node:fs'
import { test } from 'tap'
import { type Desk, desk, run } from './testing/desk.ts'
import { type StubAnswer, stubPlatform } from './testing/stub-platform.ts'

const LIST = 'GET /operations/parked'
const redriveRoute = (position: number) => `POST /operations/parked/${position}/redrive`
const parked = (...positions: readonly number[]): StubAnswer => ({
  body: {
    count: positions.length,
    parked: positions.map((position) => ({
      ...{ part: 'status', position, type: 'document.accepted.v1', reason: 'UnknownType' },
    })),
  },
})
const answered = (position: number, reason?: string): StubAnswer => ({
  body: {
    position,
    results: [{ part: 'status', ok: reason === undefined, ...(reason ? { reason } : {}) }],
  },
})
const notFound = { status: 404, body: { status: 404, code: 'not-found', title: '不存在' } }

/** The data folder of a process whose token is `secret`. */
function dataFolder(t: Parameters<typeof desk>[0]): Desk {
  const made = desk(t)
  writeFileSync(made.at('operations-token'), 'secret\n')
  return made
}

test('without the token of the process nothing is asked', async (t) => {
  const { folder, at } = desk(t)
  const { url, asked } = await stubPlatform(t, { [LIST]: parked() })
  t.match(await run('parked', '--url', url, '--data', folder), {
    code: 2,
    err: /operations-token cannot be read: it does not exist/,
  })
  writeFileSync(at('operations-token'), 'no token\r\nat all')
  t.match(await run('parked', '--url', url, '--data', folder), { code: 2, err: /holds no token/ })
  t.same(asked, [])
})

test('a token of another process is refused, with what to check', async (t) => {
  const { folder } = dataFolder(t)
  const { url } = await stubPlatform(t, { [LIST]: notFound })
  for (const command of [['parked'], ['redrive', '7'], ['redrive', '--all']]) {
    const { code, out, err } = await run(...command, '--url', url, '--data', folder)
    t.equal(code, 1)
    t.equal(out, '')
    t.match(err, /does not know the token[\s\S]*check --url and --data/)
  }
})

test('parked events are listed, for people and for machines', async (t) => {
  const { folder } = dataFolder(t)
  const answers: Record<string, StubAnswer> = { [LIST]: parked(7, 12) }
  const { url, asked } = await stubPlatform(t, answers)
  const args = ['parked', '--url', url, '--data', folder]
  t.match(await run(...args), {
    code: 0,
    out: /2 parked\n {2}7 {3}status {2}document\.accepted\.v1 {2}UnknownType\n {2}12 /,
  })
  t.equal(asked[0]?.headers.authorization, 'Bearer secret')
  t.same(JSON.parse((await run(...args, '--json')).out), answers[LIST]?.body)
  answers[LIST] = { body: { ...(parked(7).body as object), count: 1_500 } }
  t.match((await run(...args)).out, /and 1499 newer ones/)
  answers[LIST] = parked()
  t.match(await run(...args), { code: 0, out: /nothing is parked/ })
})

test('an event that stays parked, or never was, is exit code 1', async (t) => {
  const { folder } = dataFolder(t)
  const { url } = await stubPlatform(t, {
    [LIST]: parked(7, 8),
    [redriveRoute(7)]: answered(7, 'parked-again'),
    [redriveRoute(8)]: answered(8),
    [redriveRoute(9)]: notFound,
  })
  const args = ['redrive', '9', '8', '7', '8', '--url', url, '--data', folder]
  const people = await run(...args)
  t.match(people, { code: 1, out: '' })
  t.match(
    people.err,
    /7 {2}status {2}parked-again\n {2}8 {2}status {2}ok\n {2}9 {2}— {7}not-parked/,
  )
  const { code, out } = await run(...args, '--json')
  t.equal(code, 1)
  t.same(
    JSON.parse(out).redriven.map(({ position }: { position: number }) => position),
    [7, 8, 9],
  )
})

test('a process that cannot redrive now is exit code 3', async (t) => {
  const { folder } = dataFolder(t)
  const body = { status: 503, code: 'log-unavailable', title: '暂不可用' }
  const { url } = await stubPlatform(t, {
    [LIST]: parked(7),
    [redriveRoute(7)]: { status: 503, body },
  })
  t.match(await run('redrive', '7', '--url', url, '--data', folder), { code: 3 })
})

test('all are redriven once, oldest first, those too that the first list did not name', async (t) => {
  const { folder } = dataFolder(t)
  const answers: Record<string, StubAnswer> = {
    [redriveRoute(7)]: answered(7),
    [redriveRoute(8)]: answered(8),
    [redriveRoute(9)]: answered(9),
  }
  const lists = [parked(8, 7), parked(9), parked()]
  Object.defineProperty(answers, LIST, { get: () => lists.shift() })
  const { url, asked } = await stubPlatform(t, answers)
  const { code, out } = await run('redrive', '--all', '--url', url, '--data', folder)
  t.equal(code, 0)
  t.match(out, /redriven\n {2}7 {2}status {2}ok\n {2}8 {2}status {2}ok\n {2}9 /)
  t.same(
    asked.map(({ route }) => route),
    [LIST, redriveRoute(7), redriveRoute(8), LIST, redriveRoute(9), LIST],
  )
  lists.push(parked())
  t.match(await run('redrive', '--all', '--url', url, '--data', folder), {
    code: 0,
    out: /nothing is parked/,
  })
})
