/** What every `EventFeed` promises (ports/event-feed.ts), to be run by each adapter's tests. */
import type { Check } from './check.ts'
import { consumePromises } from './event-feed-consume.ts'
import { faultPromises } from './event-feed-faults.ts'
import { leadPromises } from './event-feed-lead.ts'
import { publishPromises } from './event-feed-publish.ts'
import type { OpenFeed } from './event-feed-world.ts'

export type { Check } from './check.ts'
export type { OpenedFeed, OpenFeed } from './event-feed-world.ts'

/** Runs the whole suite; each test opens a feed, topics and groups of its own. */
export async function eventFeedPromises(t: Check, open: OpenFeed): Promise<void> {
  await t.test('publishing', (inner) => publishPromises(inner, open))
  await t.test('consuming', (inner) => consumePromises(inner, open))
  await t.test('faults of taking', (inner) => faultPromises(inner, open))
  await t.test('leading', (inner) => leadPromises(inner, open))
}
