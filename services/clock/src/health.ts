/** What `/health/ready` says of the clock service. */
import type { Level } from '@xianjie/follow'
import type { HealthCheck } from '@xianjie/http'
import { type Core, viewCheck } from '@xianjie/process'
import type { ClockService } from './service.ts'

/** Not ok once it stands still while the log goes on; how much is open, missed and not yet told. */
export const clockCheck = (
  core: Pick<Core, 'watch'>,
  { counts, parking }: ClockService,
  { level, needed }: { readonly level: Level; readonly needed: boolean },
): HealthCheck => {
  const { check } = viewCheck(core, { name: 'clock', level, parking })
  return { name: 'clock', needed, check: async () => ({ ...(await check()), ...counts() }) }
}
