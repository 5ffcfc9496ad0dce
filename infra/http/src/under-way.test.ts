import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import Fastify from 'fastify'
import t from 'tap'
import { RequestsUnderWay } from './under-way.ts'

const LOOKS_MAX = 200

t.test('requests count until they are answered', async (t) => {
  const app = Fastify()
  const underWay = new RequestsUnderWay()
  underWay.count(app)
  const held = Promise.withResolvers<string>()
  app.get('/held', () => held.promise)
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => app.close())
  const until = async (many: boolean) => {
    for (let look = 0; look < LOOKS_MAX && underWay.areMany() !== many; look += 1) await sleep(10)
    return underWay.areMany()
  }
  const sockets = Array.from({ length: 5 }, () => connect(Number(new URL(url).port), '127.0.0.1'))
  for (const socket of sockets) socket.write('GET /held HTTP/1.1\r\nHost: x\r\n\r\n')
  t.equal(await until(true), true, 'five are many')
  sockets[0]?.destroy()
  held.resolve('answered')
  t.equal(await until(false), false, 'none is left, though a client has gone')
  for (const socket of sockets) socket.destroy()
})
