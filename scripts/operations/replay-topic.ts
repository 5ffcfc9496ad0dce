import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Backbone, openBackbone } from '@xianjie/backbone'
import {
  agencyCode,
  feedTopic,
  feedTopicName,
  type Instant,
  PLATFORM_TOPICS,
  type Topic,
} from '@xianjie/contracts'
import { openReadModel } from '@xianjie/embedded'
import type { Config } from '@xianjie/process'
import { LEADERSHIP, publisherView, retell } from '@xianjie/publisher'
import { calendar } from '@xianjie/schemas'
import { misused, unreachable } from '../cli/failure.ts'
import type { Range } from './replay-view.ts'

/** How long the publishers of a site may take to leave the lead to this one. */
const LEAD_WAIT_MS = 30_000

export type Replay = Range & { readonly topic: string; readonly now: Instant }
export type Replayed = { readonly records: number }

/** Publishes the topic's records of a part of the log again; the checkpoint of publishers stays. */
export async function replayTopic(config: Config, replay: Replay): Promise<Replayed> {
  const topic = topicNamed(replay.topic)
  if (topic.compacted && replay.to !== undefined) {
    throw misused(
      `${topic.name} keeps the last record of each key: a part of the past would take its place`,
      'leave out --to-position',
    )
  }
  const backbone = await openBackbone(config.backbone)
  const views = await mkdtemp(join(tmpdir(), 'xianjie-replay-'))
  try {
    const work = (signal: AbortSignal) =>
      publish({ ...replay, backbone, topic, views, config }, signal)
    await backbone.feed.ensureTopics([topic])
    return await (topic.compacted ? leading(backbone, work) : work(new AbortController().signal))
  } finally {
    await backbone.close()
    await rm(views, { recursive: true, force: true })
  }
}

/** Throws a `Failure` for a topic that the log says nothing about. */
function topicNamed(name: string): Topic {
  const [, code = ''] = /^xianjie\.feed\.([^.]+)\.v1$/.exec(name) ?? []
  const agency = agencyCode(code)
  const known = PLATFORM_TOPICS.find((topic) => topic.name === name)
  if (known) return known
  if (agency) return feedTopic(agency)
  const names = PLATFORM_TOPICS.map((topic) => topic.name)
  throw misused(
    `${name} is no topic that follows from the log`,
    `name one of ${names.join(', ')} or ${feedTopicName('<agency code>' as never)}`,
  )
}

type Publishing = Omit<Replay, 'topic'> & {
  readonly backbone: Pick<Backbone, 'log' | 'feed'>
  readonly topic: Topic
  /** Folder for a view that goes away. */
  readonly views: string
  readonly config: Config
}

async function publish(
  { backbone, topic, views, config, after, to, now }: Publishing,
  signal: AbortSignal,
): Promise<Replayed> {
  const { log, feed } = backbone
  const view = openReadModel(views, publisherView)
  try {
    const told = { log, view, calendar, platform: config.platform, onParked: () => {} }
    let records = 0
    for await (const batch of retell({ ...told, after, to, now, signal })) {
      const wanted = batch.filter((record) => record.topic === topic.name)
      if (wanted.length > 0) await feed.publish(wanted)
      records += wanted.length
    }
    signal.throwIfAborted()
    return { records }
  } finally {
    view.close()
  }
}

/** Nobody else publishes meanwhile, so that no older status comes to lie over a newer one (ADR 0013). */
async function leading<Result>(
  { feed }: Pick<Backbone, 'feed'>,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const done = new AbortController()
  const late = setTimeout(() => done.abort(), LEAD_WAIT_MS)
  let outcome: PromiseSettledResult<Result> | undefined
  await feed.lead(LEADERSHIP, done.signal, async ({ signal }) => {
    clearTimeout(late)
    const [settled] = await Promise.allSettled([work(signal)])
    outcome = settled
    done.abort()
  })
  if (outcome?.status === 'fulfilled') return outcome.value
  if (outcome) throw outcome.reason
  throw unreachable(['another publisher is leading', 'stop the publishers, then run it again'])
}
