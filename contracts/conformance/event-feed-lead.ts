import { type EventFeed, FeedUnavailable, type LeaderTerm, TermOver } from '../src/index.ts'
import type { Check } from './check.ts'
import { eventually, newName, type OpenFeed, withFeed } from './event-feed-world.ts'

const FAR = 2 ** 48

export async function leadPromises(t: Check, open: OpenFeed): Promise<void> {
  await termPromises(t, open)
  await handOverPromises(t, open)
  await faultPromises(t, open)
}

async function termPromises(t: Check, open: OpenFeed): Promise<void> {
  await withFeed(t, open, 'an aborted signal leads nothing', async (t, feed) => {
    let terms = 0
    await feed.lead(newName('lead'), AbortSignal.abort(), async () => {
      terms++
    })
    t.equal(terms, 0)
  })

  await withFeed(t, open, 'the first term begins at 0', async (t, feed) => {
    const candidate = candidacy(feed, newName('lead'))
    await eventually(() => candidate.terms.length === 1)
    t.equal(candidate.terms[0]?.checkpoint, 0)
    t.equal(candidate.terms[0]?.signal.aborted, false)
    await candidate.stop()
    t.equal(candidate.terms[0]?.signal.aborted, true)
  })

  await withFeed(t, open, 'a checkpoint outlives the leader', async (t, feed, opened) => {
    const name = newName('lead')
    const other = newName('lead')
    const first = candidacy(feed, name)
    await eventually(() => first.terms.length === 1)
    await first.terms[0]?.commit(7)
    await first.terms[0]?.commit(FAR)
    await first.stop()
    const again = await opened.reopen()
    const second = candidacy(again, name)
    const stranger = candidacy(again, other)
    await eventually(() => second.terms.length === 1 && stranger.terms.length === 1)
    t.equal(second.terms[0]?.checkpoint, FAR)
    t.equal(stranger.terms[0]?.checkpoint, 0, 'each name has its own')
    await Promise.all([second.stop(), stranger.stop()])
  })
}

async function handOverPromises(t: Check, open: OpenFeed): Promise<void> {
  await withFeed(t, open, 'one leads at a time', async (t, feed, opened) => {
    const name = newName('lead')
    const others = await Promise.all([opened.beside(), opened.beside()])
    let leadersMost = 0
    const candidates = [feed, ...others].map((one) =>
      candidacy(one, name, () => {
        leadersMost = Math.max(leadersMost, leading(candidates).length)
      }),
    )
    for (let turn = 1; turn <= candidates.length; turn++) {
      const { leader, checkpoint } = await commitByLeader(candidates, turn)
      t.equal(checkpoint, turn - 1, 'the checkpoint is handed over')
      await leader.stop()
    }
    t.equal(leadersMost, 1)
  })

  await withFeed(t, open, 'whoever led cannot commit any more', async (t, feed, opened) => {
    const name = newName('lead')
    const old = candidacy(feed, name)
    await eventually(() => old.leads())
    await old.commit(3)
    const [term] = old.terms
    await old.stop()
    await t.rejects(term?.commit(4) ?? Promise.resolve(), { code: 'term-over' })
    const next = candidacy(await opened.beside(), name)
    await eventually(() => next.leads())
    t.equal(next.current()?.checkpoint, 3)
    await t.rejects(term?.commit(5) ?? Promise.resolve(), { code: 'term-over' })
    await next.stop()
  })

  await withFeed(
    t,
    open,
    'the next one leads when a leader’s feed closes',
    async (t, feed, opened) => {
      const name = newName('lead')
      const old = candidacy(feed, name)
      await eventually(() => old.leads())
      const next = candidacy(await opened.beside(), name)
      await eventually(() => old.leads() || next.leads())
      const leader = old.leads() ? old : next
      await leader.commit(11)
      await feed.close()
      await old.stop()
      await eventually(() => next.leads())
      t.equal(next.current()?.checkpoint, 11)
      await next.commit(12)
      t.ok(old.terms.every(({ signal }) => signal.aborted))
      await next.stop()
    },
  )
}

async function faultPromises(t: Check, open: OpenFeed): Promise<void> {
  await withFeed(t, open, 'a retriable fault ends a term, not the leading', async (t, feed) => {
    const ending = new AbortController()
    const checkpoints: number[] = []
    await feed.lead(newName('lead'), ending.signal, async (term) => {
      checkpoints.push(term.checkpoint)
      if (checkpoints.length === 3) return ending.abort()
      await term.commit(checkpoints.length * 10)
      if (checkpoints.length === 1) throw new FeedUnavailable('for a while')
    })
    t.same(checkpoints, [0, 10, 20])
  })

  await withFeed(t, open, 'any other fault is what leading rejects with', async (t, feed) => {
    const fault = Object.assign(new Error('broken'), { code: 'broken' })
    const led = feed.lead(newName('lead'), new AbortController().signal, async () => {
      throw fault
    })
    await t.rejects(led, { code: 'broken' })
  })
}

type Candidacy = {
  readonly terms: readonly LeaderTerm[]
  current(): LeaderTerm | undefined
  leads(): boolean
  commit(checkpoint: number): Promise<void>
  stop(): Promise<void>
}

/** Leads in the background, each term for as long as it lasts. */
function candidacy(feed: EventFeed, name: string, begun: () => void = () => {}): Candidacy {
  const ending = new AbortController()
  const terms: LeaderTerm[] = []
  const led = feed.lead(name, ending.signal, async (term) => {
    terms.push(term)
    begun()
    if (!term.signal.aborted) {
      await new Promise((resolve) => term.signal.addEventListener('abort', resolve))
    }
  })
  led.catch(() => {})
  const current = () => terms.findLast(({ signal }) => !signal.aborted)
  return {
    terms,
    current,
    leads: () => current() !== undefined,
    commit: async (checkpoint) => {
      const term = current()
      if (!term) throw new TermOver('does not lead')
      await term.commit(checkpoint)
    },
    stop: async () => {
      ending.abort()
      await led
    },
  }
}

const leading = (candidates: readonly Candidacy[]): readonly Candidacy[] =>
  candidates.filter((candidate) => candidate.leads())

/**
 * Whoever leads commits. While candidates come and go, a term may end between asking and committing:
 * then whoever leads next does it. Says what checkpoint that term began with.
 */
async function commitByLeader(candidates: readonly Candidacy[], checkpoint: number) {
  for (;;) {
    await eventually(() => leading(candidates).length === 1)
    const [leader] = leading(candidates) as [Candidacy]
    const begunAt = leader.current()?.checkpoint
    try {
      await leader.commit(checkpoint)
      return { leader, checkpoint: begunAt }
    } catch (fault) {
      if (!(fault instanceof TermOver)) throw fault
    }
  }
}
