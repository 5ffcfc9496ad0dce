/**
 * Leading by a consumer group: the member that has the one partition of `xianjie.lead.<name>` leads.
 *
 * The topic stays empty. The checkpoint is the metadata of the group's committed offset: as the
 * offset itself kafkajs would fetch from there, find it out of range and commit a default over it. A
 * commit names the member and its generation, and the group's coordinator refuses one of the past:
 * that is what makes two leaders harmless.
 */
import { type EventFeed, TermOver } from '@xianjie/contracts'
import { Candidate, type Term } from './candidate.ts'
import type { Client } from './client.ts'
import { unavailable } from './faults.ts'
import { backoffMs, pause } from './waiting.ts'

const REBUILD_MS_MAX = 5_000

/** Is a candidate, again after every fault of the feed, until the signal aborts. */
export async function lead(
  name: string,
  client: Client,
  signal: AbortSignal,
  term: Parameters<EventFeed['lead']>[2],
): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    const candidate = new Candidate(name, client, signal)
    try {
      for await (const won of candidate.terms()) {
        failures = 0
        await serve(won, client, signal, term)
      }
    } catch (fault) {
      if (fault instanceof TermFailed) throw fault.cause
      failures += 1
      client.onFault(unavailable(`leading ${name}`, fault))
      await pause(backoffMs(failures, client.timings.pauseMs, REBUILD_MS_MAX), signal)
    } finally {
      await candidate.leave()
    }
  }
}

/** The caller's own fault, not to be waited out. */
class TermFailed extends Error {}

/** Runs one term to its end; whatever is left of it after its signal has aborted is waited for. */
async function serve(
  won: Term,
  client: Client,
  signal: AbortSignal,
  term: Parameters<EventFeed['lead']>[2],
): Promise<void> {
  try {
    await term(won)
  } catch (fault) {
    const isRetriable = fault instanceof Error && 'retriable' in fault && fault.retriable === true
    if (!isRetriable && !won.signal.aborted) throw new TermFailed('', { cause: fault })
    if (!(fault instanceof TermOver) && isRetriable) client.onFault(fault as Error)
  }
  if (won.signal.aborted) return
  won.end()
  await pause(client.timings.pauseMs, signal)
}
