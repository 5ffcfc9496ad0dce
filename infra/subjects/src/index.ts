export { type Following, type Projected, project } from './project.ts'
export { Projection, type ProjectionDeps } from './projection.ts'
export { subjectView } from './view.ts'
