import type { Command } from 'commander'
import { refused } from '../cli/failure.ts'
import { show, table } from '../cli/show.ts'
import { holdingsOf } from './holdings.ts'
import { type Operator, whole } from './operator.ts'
import { configFrom, openSource } from './site.ts'
import { type Written, writeArchive } from './write-archive.ts'

type Options = { readonly to: string }

/** `npm run backup`: everything that the platform holds, into a new folder, while it runs. */
export function backupCommand(program: Command, operator: Operator): void {
  program
    .command('backup')
    .description('备份 · write an archive of everything that the platform holds, while it runs')
    .requiredOption('--to <folder>', 'a new folder for the archive')
    .addHelpText(
      'after',
      `
The archive holds events, attachments and wrapped keys. It never holds the platform key: keep that
apart (keys/platform.key of the data folder, or XIANJIE_PLATFORM_KEY). Who has both can read everything.
Keys forgotten later are still in an older archive: keep archives no longer than that may be.

示例 Example:
  npm run backup -- --to /backup/xianjie-2026-02-11
`,
    )
    .action(async ({ to }: Options, command: Command) => {
      const { environment, io } = operator
      const config = configFrom(environment)
      const source = await openSource(config)
      try {
        const holdings = await holdingsOf(source, config)
        const written = await writeArchive(holdings, to, { keys: source.keys, madeAt: io.now() })
        show(io, command, written.manifest, () => linesOf(to, written))
        failOnMissing(written.blobs)
      } finally {
        await source.close()
      }
    })
}

const linesOf = (to: string, { manifest }: Written): readonly string[] => [
  `已备份 · archive ${to}`,
  ...table([
    [
      '事件 events',
      whole(manifest.events.count),
      `至位置 up to position ${whole(manifest.position)}`,
    ],
    ['密钥 keys', whole(manifest.keys.count), '均已加密 wrapped'],
    ['附件 attachments', whole(manifest.blobs.count), `${whole(manifest.blobs.bytes)} bytes`],
  ]),
]

/** What is copied is complete but for these: they were gone before. */
export function failOnMissing({ missing, named }: Written['blobs']): void {
  if (missing === 0) return
  throw refused([
    `附件缺失 · ${whole(missing)} attachments that documents name are gone or spoilt; all else is there:`,
    ...named,
    'look for them in an earlier archive, or ask their issuers for them',
  ])
}
