/** Puts the view that was built beside into the data folder of a process that is stopped. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openToFill } from '@xianjie/backbone'
import type { EventLog } from '@xianjie/contracts'
import { installView } from '@xianjie/embedded'
import type { Config } from '@xianjie/process'
import { subjectView } from '@xianjie/subjects'
import { misused } from '../cli/failure.ts'
import { checkOwn, checkSameLog, openView } from './rebuild-view.ts'

/**
 * The position of the view that is in use from the next start on; before it answers, the process brings
 * it level with the log. Throws a `Failure` for a folder that is none of a process, and for a view of
 * another log; `FolderInUse` while the process runs.
 */
export async function switchView(
  { backbone }: Config,
  beside: string,
  data: string,
): Promise<number> {
  if (!existsSync(join(data, 'platform.json'))) {
    throw misused(`${data} is no data folder of a process`, 'name the folder of XIANJIE_DATA')
  }
  if (!existsSync(beside)) throw nothingIn(beside)
  await checkOwn(beside)
  // Opened to write, an embedded platform of whatever release cannot run meanwhile.
  const { log, close } = await openToFill(
    backbone.kind === 'embedded' ? { ...backbone, folder: data } : backbone,
  )
  try {
    await checkBuilt(beside, log)
    return installView(join(data, 'views'), subjectView, beside)
  } finally {
    await close()
  }
}

async function checkBuilt(beside: string, log: EventLog): Promise<void> {
  const { projection, close } = openView(beside, log)
  try {
    if (projection.reached.position === 0) throw nothingIn(beside)
    await checkSameLog(projection, log)
  } finally {
    close()
  }
}

const nothingIn = (folder: string) =>
  misused(`${folder} holds no view that this release has built`, 'build it first: without --switch')
