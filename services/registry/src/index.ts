export { agencyFilesFrom, type FileRefusal } from './agency-files.ts'
export { type Provisioned, provision } from './provision.ts'
