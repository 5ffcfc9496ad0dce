export { type AgencyFileCheck, validateAgencyFile } from './agency-file.ts'
export { compileAll, validateDocument } from './document.ts'
export { JSON_DEPTH_MAX, JSON_MEMBERS_MAX, type JsonRead, readJson } from './read-json.ts'
export { VIOLATIONS_MAX, type ViolationCode } from './violations.ts'
