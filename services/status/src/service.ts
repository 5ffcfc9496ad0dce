/** Status: answers in real time what each subject's status is, on which day, as known when. */
import type { AgencyDirectory, Calendar, Clock, EventLog } from '@xianjie/contracts'
import type { FastifyInstance } from 'fastify'
import { Answers, type View } from './answer.ts'
import type { Projection } from './projection.ts'
import { searchRoute } from './search.ts'
import { statusChecksRoute } from './status-checks.ts'
import { statusRoute } from './status-route.ts'
import { documentsRoute } from './subject-documents.ts'
import { timelineRoute } from './timeline.ts'
import { watchView } from './watch-view.ts'

export type StatusDeps = {
  readonly log: EventLog
  readonly projection: Projection
  readonly directory: AgencyDirectory
  readonly clock: Clock
  readonly calendar: Calendar
  /** Platform secret from which subject ids are computed. */
  readonly secret: Uint8Array
}

export type StatusParts = StatusDeps & {
  readonly answers: Answers
  readonly viewNow: () => Promise<View>
}

export function status(app: FastifyInstance, deps: StatusDeps): void {
  const parts: StatusParts = {
    ...deps,
    answers: new Answers(deps.projection, deps.calendar),
    viewNow: watchView(deps),
  }
  searchRoute(app, parts)
  statusRoute(app, parts)
  timelineRoute(app, parts)
  documentsRoute(app, parts)
  statusChecksRoute(app, parts)
}
