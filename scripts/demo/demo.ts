/** The demo from start to end, on a platform of its own that is closed again when all is played. */
import type { Logger } from '@xianjie/log'
import { addressOf, type Config, type Platform, startPlatform } from '@xianjie/standalone'
import { caseA } from './case-a.ts'
import { caseB } from './case-b.ts'
import { type Played, play, returnToNow } from './play.ts'
import { type Answered, askQuestions } from './questions.ts'
import type { Site } from './visitor.ts'
import type { Workshop } from './workshop.ts'

export const stories = [caseA, caseB] as const

export type Demo = {
  readonly played: readonly Played[]
  readonly answered: readonly Answered[]
  /** Position of the last event in the log. */
  readonly head: number
  readonly seconds: number
}

/**
 * Plays both cases through HTTP on a free port, so that a platform which says that it is ready has
 * everything and runs at the present. Playing again on the same folder adds nothing.
 */
export async function playDemo(
  config: Config,
  log: Logger,
  workshop: Workshop,
  show: (played: Played) => void,
): Promise<Demo> {
  const started = performance.now()
  const own: Config = { ...config, host: '127.0.0.1', port: 0 }
  const platform = await startPlatform(own, log)
  try {
    const { refused } = await platform.provision()
    if (refused.length > 0) throw new Error(`agency files are refused: ${JSON.stringify(refused)}`)
    await platform.app.listen({ host: own.host, port: own.port })
    const site = siteOf(addressOf(platform, own), platform, own, workshop)
    const played = await play(stories, site, show)
    await returnToNow(site)
    const answered = await askQuestions(played, site)
    const head = await headOf(site.url)
    return { played, answered, head, seconds: (performance.now() - started) / 1_000 }
  } finally {
    await platform.close()
  }
}

export const siteOf = (
  url: string,
  { clock }: Platform,
  { platform }: Config,
  workshop: Workshop,
): Site => ({ url, platform, workshop, now: () => clock.now() })

async function headOf(url: string): Promise<number> {
  const answer = await fetch(`${url}/health/ready`)
  const { dependencies } = (await answer.json()) as {
    readonly dependencies: { readonly log: { readonly position: number } }
  }
  return dependencies.log.position
}
