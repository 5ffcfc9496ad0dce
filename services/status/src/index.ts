export {
  STATUSES_PAGE_MAX,
  type StatusesAsked,
  type StatusesDeps,
  type StatusesPage,
  type StatusThen,
  type SubjectAnswer,
  statusesOperation,
  statusesPage,
} from './operations-statuses.ts'
export { type StatusDeps, status } from './service.ts'
