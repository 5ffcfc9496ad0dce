export { Projection, type ProjectionDeps, project, statusView } from './projection.ts'
export { type StatusDeps, status } from './service.ts'
