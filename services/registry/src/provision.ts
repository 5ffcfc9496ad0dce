import { isDeepStrictEqual } from 'node:util'
import {
  AGENCY_REGISTERED,
  type Agency,
  type AgencyDirectory,
  type AgencyRegistered,
  agencyFindings,
  agencyStream,
  type Clock,
  dateOf,
  type EventId,
  type EventLog,
  formatInstant,
} from '@xianjie/contracts'
import { regions } from '@xianjie/schemas'
import { v5 as uuidv5 } from 'uuid'
import { agencyFilesFrom, type FileRefusal } from './agency-files.ts'

export type Provisioned = {
  readonly registered: number
  readonly unchanged: number
  readonly refused: readonly FileRefusal[]
  /** What is odd about agencies that are registered all the same, each `code: finding`. */
  readonly findings: readonly string[]
  /** Position to which the directory must have come to know them all. */
  readonly position: number
}

type Deps = { readonly log: EventLog; readonly directory: AgencyDirectory; readonly clock: Clock }

/** Namespace of the ids of registration events; fixed for ever, so that they can be repeated. */
const REGISTRATIONS = '3f0c2c4e-6a55-5d0f-9a4c-6a1d0a7c9e11'

/**
 * Appends what the folder's files say and the streams do not yet. An agency whose file is gone stays
 * as it is: leaving is a `status` of its own, never the loss of a file.
 */
export async function provision(folder: string, deps: Deps): Promise<Provisioned> {
  const { agencies, refused } = await agencyFilesFrom(folder)
  let [registered, position] = [0, 0]
  for (const agency of agencies) {
    if (isDeepStrictEqual(deps.directory.find(agency.code)?.agency, agency)) continue
    position = Math.max(position, await register(agency, deps))
    registered += 1
  }
  const today = dateOf(deps.clock.now())
  const findings = agencies.flatMap((agency) =>
    agencyFindings(agency, regions, today).map(({ code }) => `${agency.code}: ${code}`),
  )
  return { registered, unchanged: agencies.length - registered, refused, findings, position }
}

/** Position of the registration. Two processes with the same files write it once. */
async function register(agency: Agency, { log, directory, clock }: Deps): Promise<number> {
  const revision = directory.find(agency.code)?.revision
  const fact: AgencyRegistered = { agency, registeredAt: formatInstant(clock.now()) }
  const appended = await log.append(agencyStream(agency.code), revision ?? 'no-stream', [
    {
      id: uuidv5(
        `${agency.code} ${revision ?? -1} ${JSON.stringify(agency)}`,
        REGISTRATIONS,
      ) as EventId,
      type: AGENCY_REGISTERED,
      data: new TextEncoder().encode(JSON.stringify(fact)),
    },
  ])
  return appended.ok ? appended.position : 0
}
