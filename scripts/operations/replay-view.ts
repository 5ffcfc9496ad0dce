import { mkdir, readdir } from 'node:fs/promises'
import { openToRead } from '@xianjie/backbone'
import { DOCUMENT_ACCEPTED } from '@xianjie/contracts'
import { openReadModel } from '@xianjie/embedded'
import type { Config } from '@xianjie/process'
import { entryOf } from '@xianjie/schemas'
import { Projection, subjectView } from '@xianjie/subjects'
import { misused } from '../cli/failure.ts'

export type Range = { readonly after: number; readonly to: number | undefined }
export type BuiltView = {
  readonly documents: number
  /** That the view has reached. */
  readonly position: number
  readonly parked: number
}

/** Builds the view of subjects from a part of the log, beside a platform that may be running. */
export async function replayView(
  config: Config,
  { after, to, folder }: Range & { readonly folder: string },
): Promise<BuiltView> {
  const { log, close } = await openToRead(config.backbone)
  try {
    await mkdir(folder, { recursive: true })
    if ((await readdir(folder)).length > 0)
      throw misused(`${folder} is not empty: name a new folder`)
    const view = openReadModel(folder, subjectView)
    const read = { read: log.read }
    const projection = new Projection({ log: read, view, entryOf, onParked: () => {} })
    let documents = 0
    for await (const page of log.scan(after)) {
      const wanted = to === undefined ? page : page.filter(({ position }) => position <= to)
      documents += wanted.filter(({ type }) => type === DOCUMENT_ACCEPTED).length
      projection.take(wanted)
      if (wanted.length < page.length) break
    }
    projection.settle()
    const built = {
      documents,
      position: projection.reached.position,
      parked: projection.parking.count(),
    }
    view.close()
    return built
  } finally {
    await close()
  }
}
