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
/** Subjects whose status is asked for afterwards. */
const SUBJECTS_MAX = 1_000

process.once('message', async ({ folder, task }: { folder: string; task: Task }) => {
  const figures = await perform(task, folder)
  process.send?.(figures, () => process.exit(0))
})

async function perform(task: Task, folder: string): Promise<Figures> {
  switch (task.kind) {
    case 'post':
      return post(task, await loadAgency(folder))
    case 'get':
      return get(task, await loadAgency(folder))
    case 'visible':
      return latencies(task, await loadAgency(folder))
    // The clients of servers that the embedded part does without.
    case 'publish':
      return (await import('./distributed/publishing.ts')).publishing(task, folder)
    case 'append':
      return (await import('./distributed/appending.ts')).appending(task)
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
  return { rates, failures, subjects: [...subjects].slice(0, SUBJECTS_MAX) }
}

async function cannon(
  url: string,
  headers: Record<string, string>,
  bodies: readonly Buffer[],
  subjects: Set<string>,
) {
  let next = 0
  const setupClient = (client: autocannon.Client) => {
    client.setBody(bodies[next++ % bodies.length] as Buffer)
    client.on('body', (body) => {
      const found = subjects.size < SUBJECTS_MAX && /"subjectId":"([^"]+)"/.exec(String(body))
      if (found) subjects.add(found[1] ?? '')
    })
    client.on('response', () => client.setBody(bodies[next++ % bodies.length] as Buffer))
  }
  const connections = Math.min(CONNECTIONS, bodies.length)
  return fire({ url, method: 'POST', headers, connections, amount: bodies.length, setupClient })
}

/** Answers per second up to the last answer: autocannon itself only looks once a second. */
async function fire(options: autocannon.Options & { readonly amount: number }) {
  const { setupClient } = options
  let lastAt = 0
  const started = performance.now()
  const result = await autocannon({
    ...options,
    setupClient: (client) => {
      setupClient?.(client)
      client.on('response', () => {
        lastAt = performance.now()
      })
    },
  })
  const failures = result.non2xx + result.errors + result.timeouts
  return { rate: (options.amount * 1_000) / (lastAt - started), failures }
}

async function get(
  { url, paths, count }: Extract<Task, { kind: 'get' }>,
  agency: EquippedAgency,
): Promise<Figures> {
  const headers = await headersOf(agency)
  const requests = paths.map((path) => ({ method: 'GET' as const, path }))
  const common = { url, headers, connections: CONNECTIONS, requests }
  await fire({ ...common, amount: Math.ceil(count / 5) })
  const { rate, failures } = await fire({ ...common, amount: count })
  return { rates: [rate], failures, subjects: [] }
}
