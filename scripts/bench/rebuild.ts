/** Rebuild of the status view against a raw scan of the same log, each several times in turn. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBackbone } from '@xianjie/backbone'
import { openReadModel } from '@xianjie/embedded'
import { entryOf } from '@xianjie/schemas'
import { Projection, subjectView } from '@xianjie/subjects'
import { median } from './table.ts'

const ROUNDS = 5

export type Rebuilt = {
  readonly events: number
  readonly scanPerSecond: number
  readonly rebuildPerSecond: number
}

export async function measureRebuild(folder: string): Promise<Rebuilt> {
  const backbone = await openBackbone({ kind: 'embedded', folder })
  const scans: number[] = []
  const rebuilds: number[] = []
  let events = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const scan = await timed(async () => {
      events = 0
      for await (const page of backbone.log.scan(0)) events += page.length
    })
    scans.push(events / scan)
    const views = mkdtempSync(join(tmpdir(), 'xianjie-bench-view-'))
    const view = openReadModel(views, subjectView)
    const projection = new Projection({ log: backbone.log, view, entryOf, onParked: () => {} })
    const rebuild = await timed(async () => {
      for await (const page of backbone.log.scan(0)) projection.take(page)
      projection.settle()
    })
    rebuilds.push(events / rebuild)
    view.close()
    rmSync(views, { recursive: true })
  }
  await backbone.close()
  return { events, scanPerSecond: median(scans), rebuildPerSecond: median(rebuilds) }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1_000
}
