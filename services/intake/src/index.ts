export { type IntakeDeps, intake } from './service.ts'
