import { pathOf, readJsonFile } from './file.ts'

/** The OpenAPI document of all routes of all services, as `npm run generate` wrote it; the caller’s own. */
export const openApi = (): object => readJsonFile(pathOf('api', 'openapi.json')) as object
