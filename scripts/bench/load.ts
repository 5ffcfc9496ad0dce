/**
 * The load, in a process of its own: told what to do by one message, answers with figures. It makes and
 * signs its documents before the clock runs.
 */
import autocannon from 'autocannon'
import type { EquippedAgency } from '../workshop/agency-workshop.ts'
import { submissions } from './documents.ts'
import { headersOf } from './headers.ts'
import { loadAgency } from './kept-agency.ts'
import type { Figures, Task } from './task.ts'
import { latencies } from './visible.ts'

const CONNECTIONS = 64

process.once('message', async ({ folder, task }: { folder: string; task: Task }) => {
  const agency = await loadAgency(folder)
  const figures = await perform(task, agency)
  process.send?.(figures, () => process.exit(0))
})

function perform(task: Task, agency: EquippedAgency): Promise<Figures> {
  switch (task.kind) {
    case 'post':
      return post(task, agency)
    case 'get':
      return get(task, agency)
    case 'visible':
      return latencies(task, agency)
  }
}

/** The same bodies to each address in turn; every one is sent once to each. */
async function post(
  { urls, mediaType, count, warmUp, first }: Extract<Task, { kind: 'post' }>,
  agency: EquippedAgency,
): Promise<Figures> {
  const bodies = [...submissions(agency, mediaType, count + warmUp, first)]
  const headers = { ...(await headersOf(agency)), 'content-type': 'application/json' }
  const rates: number[] = []
  const subjects = new Set<string>()
  let failures = 0
  for (const url of urls) {
    await cannon(url, headers, bodies.slice(0, warmUp), subjects)
    const result = await cannon(url, headers, bodies.slice(warmUp), subjects)
    rates.push(result.rate)
    failures += result.failures
  }
  return { rates, failures, subjects: [...subjects].slice(0, 1_000) }
}

async function cannon(
  url: string,
  headers: Record<string, string>,
  bodies: readonly Buffer[],
  subjects: Set<string>,
) {
  let next = 0
  const started = performance.now()
  const result = await autocannon({
    url,
    method: 'POST',
    headers,
    connections: Math.min(CONNECTIONS, bodies.length),
    amount: bodies.length,
    setupClient: (client) => {
      client.setBody(bodies[next++ % bodies.length] as Buffer)
      client.on('body', (body) => {
        const found = subjects.size < 1_000 && /"subjectId":"([^"]+)"/.exec(String(body))
        if (found) subjects.add(found[1] ?? '')
      })
      client.on('response', () => client.setBody(bodies[next++ % bodies.length] as Buffer))
    },
  })
  const seconds = (performance.now() - started) / 1_000
  return { rate: bodies.length / seconds, failures: result.non2xx + result.errors }
}

async function get(
  { url, paths, count }: Extract<Task, { kind: 'get' }>,
  agency: EquippedAgency,
): Promise<Figures> {
  const headers = await headersOf(agency)
  const fire = async (amount: number) => {
    const started = performance.now()
    const result = await autocannon({
      url,
      headers,
      connections: CONNECTIONS,
      amount,
      requests: paths.map((path) => ({ method: 'GET', path })),
    })
    return {
      rate: amount / ((performance.now() - started) / 1_000),
      failures: result.non2xx + result.errors,
    }
  }
  await fire(Math.ceil(count / 5))
  const { rate, failures } = await fire(count)
  return { rates: [rate], failures, subjects: [] }
}
