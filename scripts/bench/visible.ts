/** From receipt to visible status: each push is followed by a question that waits for its position. */
import { Agent, fetch as send } from 'undici'
import type { EquippedAgency } from '../workshop/agency-workshop.ts'
import { submissions } from './documents.ts'
import { headersOf } from './headers.ts'
import type { Figures, Task } from './task.ts'

const SECOND_MS = 1_000

export async function latencies(
  { url, statusUrl, perSecond, seconds, first }: Extract<Task, { kind: 'visible' }>,
  agency: EquippedAgency,
): Promise<Figures> {
  const dispatcher = new Agent({ connections: 64 })
  const headers = await headersOf(agency)
  const bodies = [...submissions(agency, 'application/json', perSecond * seconds, first)]
  const taken: number[] = []
  let failures = 0
  const one = async (body: Buffer) => {
    const pushed = await send(`${url}/v1/documents`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
      dispatcher,
    })
    const { subjectId, position } = (await pushed.json()) as { subjectId: string; position: number }
    const accepted = performance.now()
    const seen = await send(
      `${statusUrl}/v1/subjects/${subjectId}/status?minPosition=${position}`,
      {
        headers,
        dispatcher,
      },
    )
    await seen.arrayBuffer()
    taken.push(performance.now() - accepted)
    if (pushed.status !== 201 || seen.status !== 200) failures += 1
  }
  const started = performance.now()
  const running = bodies.map(async (body, at) => {
    await new Promise((resolve) => setTimeout(resolve, (at * SECOND_MS) / perSecond))
    await one(body)
  })
  await Promise.all(running)
  const elapsed = (performance.now() - started) / SECOND_MS
  return {
    rates: [bodies.length / elapsed],
    failures,
    subjects: [],
    msAt: { p50: quantile(taken, 0.5), p99: quantile(taken, 0.99) },
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
