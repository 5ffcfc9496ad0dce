import type { FillableBackbone } from '@xianjie/backbone'
import type { Config } from '@xianjie/process'
import type { Command } from 'commander'
import { misused, refused } from '../cli/failure.ts'
import { show } from '../cli/show.ts'
import { failOnMissing } from './backup.ts'
import { type Compared, compareStatuses } from './compare.ts'
import { fill } from './fill.ts'
import { type Holdings, holdingsOf, windowsOf } from './holdings.ts'
import { type Operator, progress, whole } from './operator.ts'
import { checkKey, filledLines, refusal } from './restore.ts'
import { configFrom, openSource, openTarget } from './site.ts'

type Options = { readonly from: string }

/** Events compared at a time. */
const PAGE_EVENTS = 500

/** `npm run carry-over`: from the embedded backbone to the servers that are configured. */
export function carryOverCommand(program: Command, operator: Operator): void {
  program
    .command('carry-over')
    .description('迁移 · carry a platform from its folder over to the servers, and compare both')
    .requiredOption('--from <folder>', 'the data folder of the embedded platform')
    .addHelpText(
      'after',
      `
The target is configured as for npm run platform (XIANJIE_BACKBONE=distributed …), with a copy of the
folder's keys/platform.key where XIANJIE_PLATFORM_KEY says. It may be run while the platform in the folder
still works, and again once that is stopped: then only what came since is carried over.

示例 Example:
  XIANJIE_BACKBONE=distributed … npm run carry-over -- --from ./data
`,
    )
    .action(async ({ from }: Options, command: Command) => {
      const config = configFrom(operator.environment)
      if (config.backbone.kind !== 'distributed') {
        throw misused('the target is not distributed', 'set XIANJIE_BACKBONE=distributed')
      }
      const embedded: Config = {
        ...config,
        data: from,
        backbone: { kind: 'embedded', folder: from },
      }
      const source = await openSource(embedded)
      try {
        const holdings = await holdingsOf(source, config)
        await checkKey(holdings.about, config)
        const target = await openTarget(config)
        try {
          await carryOver(holdings, target, { ...operator, command })
        } finally {
          await target.close()
        }
      } finally {
        await source.close()
      }
    })
}

async function carryOver(
  holdings: Holdings,
  target: FillableBackbone,
  { io, command }: Operator & { readonly command: Command },
): Promise<void> {
  const filled = await fill(target, holdings, progress(io, 'events'))
  if (!filled.ok) throw refusal(filled)
  const compared = await compareStatuses(pagesOf(holdings), target.log.scan(0), io.now())
  const verdict = { ...filled, compared }
  show(io, command, verdict, () => [
    ...filledLines('已迁移 · carried over', filled),
    `${whole(compared.subjects)} subjects, ${whole(compared.differ)} differ`,
  ])
  failOnDifferences(compared)
  failOnMissing(filled.blobs)
}

const pagesOf = (holdings: Holdings) => windowsOf(holdings.events(0), PAGE_EVENTS)

function failOnDifferences({ differ, named }: Compared): void {
  if (differ === 0) return
  throw refused([
    '两侧状态不一致 · statuses differ; do not start the target, and report this:',
    ...named,
  ])
}
