/** The view of subjects, built by this release from the whole log, in a folder of its own. */
import { mkdir, readdir } from 'node:fs/promises'
import { documentStream, type EventLog } from '@xianjie/contracts'
import { openReadModel } from '@xianjie/embedded'
import type { Config } from '@xianjie/process'
import { entryOf } from '@xianjie/schemas'
import { Projection, subjectView } from '@xianjie/subjects'
import { misused } from '../cli/failure.ts'
import { openSource } from './site.ts'

export type Beside = {
  readonly projection: Projection
  /** That the view has reached. */
  readonly position: number
  readonly parked: number
  close(): void
}

type ReadableLog = Pick<EventLog, 'read' | 'scan'>

/**
 * Builds the view up to the log's present end, beside a platform that may be running. What an earlier
 * run has left in the folder is gone on with. Throws a `Failure` for a folder that holds anything else.
 */
export async function buildBeside(
  config: Config,
  folder: string,
  told: (events: number) => void,
): Promise<Beside> {
  const { log, close } = await openSource(config)
  try {
    await mkdir(folder, { recursive: true })
    await checkOwn(folder)
    const beside = openView(folder, log)
    try {
      await checkSameLog(beside.projection, log)
      await follow(beside.projection, log, told)
    } catch (fault) {
      beside.close()
      throw fault
    }
    const { projection } = beside
    const { position } = projection.reached
    return { ...beside, position, parked: projection.parking.count() }
  } finally {
    await close()
  }
}

async function follow(
  projection: Projection,
  log: ReadableLog,
  told: (events: number) => void,
): Promise<void> {
  let events = 0
  for await (const page of log.scan(projection.reached.position)) {
    projection.take(page)
    events += page.length
    told(events)
  }
  projection.settle()
}

/** The view as an earlier run has left it. */
export function openView(folder: string, log: ReadableLog) {
  const view = openReadModel(folder, subjectView)
  const projection = new Projection({ log, view, entryOf, onParked: () => {} })
  return { projection, close: () => view.close() }
}

/** Nothing of somebody else's is ever written over. */
export async function checkOwn(folder: string): Promise<void> {
  const own = `${subjectView.name}-v${subjectView.version}.sqlite`
  const other = (await readdir(folder)).find((file) => !file.startsWith(own))
  if (other === undefined) return
  throw misused(`${folder} holds something else already: ${other}`, 'name a new folder')
}

/**
 * A view is of the log in which its last document of some subject stands where the view says. Throws
 * a `Failure` otherwise; an empty view is of any log.
 */
export async function checkSameLog(
  projection: Projection,
  log: Pick<EventLog, 'read'>,
): Promise<void> {
  const [subject] = projection.subjectsAfter('', 1)
  const fact = subject && projection.factsUpTo(subject, Number.MAX_SAFE_INTEGER).at(-1)
  if (!fact) return
  const [event] = await log.read(documentStream(fact.documentId))
  if (event?.position === fact.position) return
  throw misused('the view in this folder was built from another log', 'name a new folder')
}
