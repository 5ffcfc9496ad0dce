/** Looks at the head of the log in the background, so that no question has to wait for the log. */
import type { EventLog } from '@xianjie/contracts'
import { Level } from './level.ts'
import type { Notices } from './notices.ts'
import { pause } from './pause.ts'
import type { Reached } from './reached.ts'

const LOOK_EVERY_MS = 250
/** A look that takes longer counts as failed. */
const LOOK_MS_MAX = 2_000

export type HeadWatch = {
  /** The age of a view, from now on; the view must be level with the log when this is called. */
  level(reached: Reached): Level
  /** Whether the last look failed. */
  away(): boolean
}

type Watching = Notices & {
  readonly log: EventLog
  readonly signal: AbortSignal
}

/** Watches until the signal aborts. */
export function watchHead(watching: Watching): HeadWatch {
  const levels: Level[] = []
  let away = false
  const look = async () => {
    const askedAt = performance.now()
    const head = await within(watching.log.head())
    for (const level of levels) level.looked(head, askedAt)
    if (away) watching.onBack?.()
    away = false
  }
  const fail = (fault: unknown) => {
    if (watching.signal.aborted) return
    if (!away) watching.onAway?.(fault)
    away = true
  }
  void lookOn(() => look().catch(fail), watching.signal)
  return {
    away: () => away,
    level: (reached) => {
      const level = new Level(reached)
      levels.push(level)
      return level
    },
  }
}

async function lookOn(look: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await look()
    await pause(LOOK_EVERY_MS, signal)
  }
}

async function within(asked: Promise<number>): Promise<number> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LookTooLong('the log does not answer')), LOOK_MS_MAX)
  })
  try {
    return await Promise.race([asked, late])
  } finally {
    clearTimeout(timer)
  }
}

class LookTooLong extends Error {
  readonly code = 'look-too-long'
  readonly retriable = true
}
