/** Status: answers in real time what each subject's status is, on which day, as known when. */
import type { Calendar, Clock } from '@xianjie/contracts'
import type { Level } from '@xianjie/follow'
import type { Projection } from '@xianjie/subjects'
import type { FastifyInstance } from 'fastify'
import { Answers } from './answer.ts'
import { searchRoute } from './search.ts'
import { statusChecksRoute } from './status-checks.ts'
import { statusRoute } from './status-route.ts'
import { deadlinesRoute } from './subject-deadlines.ts'
import { documentsRoute } from './subject-documents.ts'
import { timelineRoute } from './timeline.ts'

export type StatusDeps = {
  readonly projection: Projection
  /** Tells the age of the projection. */
  readonly level: Level
  readonly clock: Clock
  readonly calendar: Calendar
  /** Platform secret from which subject ids are computed. */
  readonly secret: Uint8Array
}

export type StatusParts = StatusDeps & {
  readonly answers: Answers
}

export function status(app: FastifyInstance, deps: StatusDeps): void {
  const parts: StatusParts = {
    ...deps,
    answers: new Answers(deps.projection, deps.calendar),
  }
  searchRoute(app, parts)
  statusRoute(app, parts)
  timelineRoute(app, parts)
  documentsRoute(app, parts)
  deadlinesRoute(app, parts)
  statusChecksRoute(app, parts)
}
