import { deepFreeze, pathOf, readJsonFile } from './file.ts'
import type { JsonSchema } from './json-schema.ts'

/** Draft-07 schema of an agency file (api.md, "Setting up a platform"). */
export const agencySchema: JsonSchema = deepFreeze(
  readJsonFile(pathOf('api', 'agency.json')) as JsonSchema,
)
