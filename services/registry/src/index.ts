export { agencyFilesFrom, type FileRefusal } from './agency-files.ts'
export { type Provisioned, provision } from './provision.ts'
export { openRegister, readAgain, readAtStart } from './register.ts'
