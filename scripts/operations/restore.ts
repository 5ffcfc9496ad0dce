import { platformKeyOf } from '@xianjie/backbone'
import type { Config } from '@xianjie/process'
import type { Command } from 'commander'
import { refused } from '../cli/failure.ts'
import { show, table } from '../cli/show.ts'
import { failOnMissing } from './backup.ts'
import { type Filled, type FillRefused, fill } from './fill.ts'
import { type About, fingerprintOf } from './holdings.ts'
import { type Operator, progress, whole } from './operator.ts'
import { openArchive } from './read-archive.ts'
import { checkSame, configFrom, openTarget } from './site.ts'

type Options = { readonly from: string }

/** `npm run restore`: an archive into an empty platform. */
export function restoreCommand(program: Command, operator: Operator): void {
  program
    .command('restore')
    .description('恢复 · put an archive into an empty platform; an interrupted run can be repeated')
    .requiredOption('--from <folder>', 'the archive, as backup wrote it')
    .addHelpText(
      'after',
      `
First put the platform key of the site in its place: keys/platform.key of the data folder, or where
XIANJIE_PLATFORM_KEY says. No process of the platform may run meanwhile.

示例 Example:
  XIANJIE_DATA=/srv/xianjie npm run restore -- --from /backup/xianjie-2026-02-11
`,
    )
    .action(async ({ from }: Options, command: Command) => {
      const { environment, io } = operator
      const config = configFrom(environment)
      const archive = await openArchive(from)
      checkSame(archive.manifest, config)
      const key = await checkKey(archive.manifest, config)
      await archive.check(key)
      const target = await openTarget(config)
      try {
        const filled = await fill(target, archive.holdings, progress(io, 'events'))
        if (!filled.ok) throw refusal(filled)
        show(io, command, filled, () => filledLines('已恢复 · restored', filled))
        failOnMissing(filled.blobs)
      } finally {
        await target.close()
      }
    })
}

/** Before hours go into reading what cannot be used here, and before the target is touched. */
export async function checkKey({ platformKey }: About, { backbone }: Config) {
  const key = await platformKeyOf(backbone)
  if ((await fingerprintOf(key)) === platformKey) return key
  throw refusal({ ok: false, reason: 'other-platform-key' })
}

/** Why a platform takes nothing, in words. */
export const refusal = (why: FillRefused) =>
  why.reason === 'other-platform-key'
    ? refused([
        '平台密钥不符 · the platform key of the target is not the one under which this was written',
        'put the platform key of the site in its place: keys/platform.key of the data folder, ' +
          'or where XIANJIE_PLATFORM_KEY says',
      ])
    : refused([
        `目标非空 · the log of the target holds something else at position ${whole(why.position)}`,
        'take an empty target: nothing is ever written over, nor between what others wrote',
      ])

export const filledLines = (
  heading: string,
  { events, before, keys, blobs }: Filled,
): readonly string[] => [
  heading,
  ...table([
    ['事件 events', whole(events), before > 0 ? `此前已有 there before: ${whole(before)}` : ''],
    ['密钥 keys', whole(keys)],
    ['附件 attachments', whole(blobs.put)],
  ]),
]
