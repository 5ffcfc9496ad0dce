import {
  type AgencyCode,
  type DeliveredRecord,
  type EventId,
  instant,
  OUTCOME_VALUE_BYTES_MAX,
  type Problem,
} from '@xianjie/contracts'
import { sendProblem } from '@xianjie/http'
import Fastify from 'fastify'
import t from 'tap'
import { v5 } from 'uuid'
import { openGate } from './inbound-gate.ts'
import { outcomeRecord } from './inbound-outcome.ts'
import { problemBytes } from './inbound-problem.ts'
import { violation } from './submission.ts'

const agency = '111399000000000515' as AgencyCode
const record: DeliveredRecord = {
  topic: `xianjie.inbound.${agency}.v1`,
  partition: 2,
  offset: 41,
  id: '00000000-0000-4000-8000-000000000000' as EventId,
  key: 'any',
  headers: {},
  value: undefined,
}
const around = { agency, platform: 'xianjie', now: instant(0) }
const problem: Problem = {
  code: 'malformed',
  violations: [violation('/document', 'missing', '缺少', 'missing')],
}

t.test('the id of an outcome is a UUID of version 5 of the record’s place', async (t) => {
  const outcome = outcomeRecord(record, { ok: false, problem }, around)
  const place = `${record.topic}/2/41`
  t.equal(outcome.id, v5(place, '5b9a1f7e-0d3c-5c52-8f6e-2a4b7c91d0e3'))
  t.equal(outcome.key, place, 'nothing else is known of it')
  const next = outcomeRecord({ ...record, offset: 42 }, { ok: false, problem }, around)
  t.not(next.id, outcome.id)
})

t.test(
  'a problem has the members and words that HTTP gives a reader of any language',
  async (t) => {
    const app = Fastify({ genReqId: () => 'an-id' })
    app.get('/', (request, reply) => sendProblem(request, reply, problem))
    const { body, headers } = await app.inject({ url: '/', headers: { host: 'xianjie' } })
    t.match(headers['content-type'], 'application/problem+json')
    const told = Buffer.from(problemBytes(problem, 'an-id')).toString()
    t.equal(told, body.replace('http://xianjie', ''))
    await app.close()
  },
)

t.test('violations are left out until the outcome fits its topic', async (t) => {
  const long = violation('/document', 'unknown', '文'.repeat(5_000), 'x')
  const many = { ...problem, violations: Array.from({ length: 1_000 }, () => long) }
  const bytes = problemBytes(many, 'an-id')
  t.ok(bytes.length <= OUTCOME_VALUE_BYTES_MAX)
  t.ok(JSON.parse(Buffer.from(bytes).toString()).violations.length >= 25)
  const huge = violation('', 'unknown', '文'.repeat(OUTCOME_VALUE_BYTES_MAX), 'x')
  const none = problemBytes({ ...problem, violations: [huge] }, 'an-id')
  t.equal(JSON.parse(Buffer.from(none).toString()).violations, undefined)
})

t.test('no more pieces of work are under way than the gate lets through', async (t) => {
  const gate = openGate(3)
  let [now, most] = [0, 0]
  const done: number[] = []
  const work = (at: number) => async () => {
    now += 1
    most = Math.max(most, now)
    await new Promise((resolve) => setTimeout(resolve, 2))
    now -= 1
    done.push(at)
    if (at % 4 === 0) throw new Error('a fault lets the next one in, too')
    return at
  }
  const all = Array.from({ length: 20 }, (_, at) => gate(work(at)))
  const results = await Promise.allSettled(all)
  t.equal(most, 3)
  t.equal(results.filter(({ status }) => status === 'rejected').length, 5)
  t.same(
    done,
    [...done].sort((a, b) => a - b),
    'in the order in which they came',
  )
})
