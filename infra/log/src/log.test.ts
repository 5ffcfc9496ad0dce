import { Writable } from 'node:stream'
import t from 'tap'
import { createLog } from './index.ts'

const captured = () => {
  const lines: string[] = []
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  return { lines, log: createLog({ service: 'test', destination }) }
}

t.test('an error is logged without its message, which may quote what was sent', async (t) => {
  const { lines, log } = captured()
  const cause = Object.assign(new Error('near "周某乙"'), { code: 'SQLITE_ERROR' })
  const err = Object.assign(
    new SyntaxError('Unexpected token 周 in 周某乙 139921198807090137', { cause }),
    { retriable: false },
  )
  log.error({ err }, 'request failed')
  t.notMatch(lines.join(''), /周某乙|139921198807090137/)
  const { err: logged } = JSON.parse(lines[0] ?? '{}')
  t.equal(logged.type, 'SyntaxError')
  t.equal(logged.retriable, false)
  t.equal(logged.cause.code, 'SQLITE_ERROR')
  t.ok(logged.at.length > 0)
})

t.test('keys that name persons are dropped wherever they stand', async (t) => {
  const { lines, log } = captured()
  log.info(
    { subject: { name: '周某乙', idNumber: '139921198807090137', id: 'sub_1' }, name: '林某甲' },
    'seen',
  )
  t.notMatch(lines.join(''), /周某乙|林某甲|139921198807090137/)
  t.match(lines.join(''), /sub_1/)
})

t.test('a request is logged by its route, never by its address', async (t) => {
  const { lines, log } = captured()
  log.info(
    {
      req: {
        id: 'r1',
        method: 'GET',
        url: '/v1/subjects?name=周某乙',
        routeOptions: { url: '/v1/subjects' },
      },
    },
    'x',
  )
  t.notMatch(lines.join(''), /周某乙/)
})
