export { blobsCheck, feedCheck, logCheck, viewCheck } from './checks.ts'
export {
  type Config,
  type ConfigFault,
  type ConfigRead,
  describeFault,
  type Environment,
  readConfig,
  readServiceConfig,
} from './config.ts'
export { type Core, type LogFollowing, openCore, SUBJECT_SECRET } from './core.ts'
export { claimDataFolder } from './data-folder.ts'
export { drain } from './drain.ts'
export { type Edge, openEdge } from './edge.ts'
export type { Guarded, Operation, Parkings } from './operations.ts'
export { type Composed, runService } from './run-service.ts'
export { addressOf, type Served, StartRefused, serve } from './serve.ts'
export { followSubjects, type Subjects } from './subjects.ts'
