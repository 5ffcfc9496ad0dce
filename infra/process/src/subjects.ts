import type { CatalogueEntry } from '@xianjie/contracts'
import type { Level } from '@xianjie/follow'
import { type Projection, project, subjectView } from '@xianjie/subjects'
import type { Core } from './core.ts'

export type Subjects = {
  readonly projection: Projection
  /** The projection's age. */
  readonly level: Level
}

/** The view of subjects of this process, level with the log; one for all services in it. */
export async function followSubjects(
  core: Core,
  entryOf: (type: string) => CatalogueEntry | undefined,
): Promise<Subjects> {
  const view = core.backbone.openView(subjectView)
  const { projection, following } = await project({ ...core.following, view, entryOf })
  core.keep(following)
  return { projection, level: core.watch.level(projection.reached) }
}
