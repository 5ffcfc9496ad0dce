/** The folder of agency files and the log, kept in step: at start and whenever the folder is read again. */
import type { Clock, EventLog } from '@xianjie/contracts'
import type { FollowedDirectory } from '@xianjie/directory'
import { untilThere } from '@xianjie/follow'
import type { Logger } from '@xianjie/log'
import type { FileRefusal } from './agency-files.ts'
import { type Provisioned, provision } from './provision.ts'

export type RegisterDeps = {
  readonly folder: string
  readonly log: EventLog
  readonly directory: FollowedDirectory
  readonly clock: Clock
  readonly signal: AbortSignal
}

/**
 * Reads the files, appends what changed and waits until the directory knows it. One reading at a time:
 * two at once could append the older one last. A log that is away is waited for.
 */
export function openRegister(deps: RegisterDeps): () => Promise<Provisioned> {
  const { folder, directory, signal } = deps
  let last: Promise<unknown> = Promise.resolve()
  const read = async () => {
    const done = await untilThere(() => provision(folder, deps), { signal })
    await Promise.race([directory.reached.when(done.position), directory.following])
    return done
  }
  return () => {
    const next = last.then(read, read)
    last = next
    return next
  }
}

/** Which agency files are wrong and why, one line each. */
export const describeRefusals = (refused: readonly FileRefusal[]): readonly string[] =>
  refused.flatMap(({ file, violations }) =>
    violations.map(
      ({ path, message }) => `${file}${path ? ` ${path}` : ''}: ${message.zh} / ${message.en}`,
    ),
  )

/** Reads the folder again and says what came of it; files that are wrong change nothing. */
export async function readAgain(read: () => Promise<Provisioned>, logger: Logger): Promise<void> {
  const { registered, unchanged, refused, findings } = await read()
  for (const line of describeRefusals(refused)) console.error(line)
  logger.info({ registered, unchanged, refused: refused.length }, 'agencies read again')
  tellFindings(findings, logger)
}

/** Reads the folder at the start; the answer is what is wrong: nothing starts on half a register. */
export async function readAtStart(
  read: () => Promise<Provisioned>,
  logger: Logger,
): Promise<readonly string[]> {
  const { registered, unchanged, refused, findings } = await read()
  if (refused.length > 0) return describeRefusals(refused)
  logger.info({ registered, unchanged, pid: process.pid }, 'agencies read; SIGHUP reads them again')
  if (registered + unchanged === 0) logger.warn('there is no agency file: nobody can call yet')
  tellFindings(findings, logger)
  return []
}

/** Findings told in one line; the rest is counted. */
const FINDINGS_TOLD_MAX = 20

/** An operator looks them up; none of them keeps an agency from being registered. */
function tellFindings(findings: readonly string[], logger: Logger): void {
  if (findings.length === 0) return
  const told = findings.slice(0, FINDINGS_TOLD_MAX)
  logger.info(
    { findings: findings.length, first: told },
    'agency files hold what should be checked',
  )
}
