import { join } from 'node:path'
import { type Instant, instant } from '@xianjie/contracts'
import { type Command, Option } from 'commander'
import { makeDemoAuthority, type Validity } from '../workshop/agency-workshop.ts'
import { AUTHORITY_FILES, writeAuthority } from './authority-folder.ts'
import { exampleLines } from './help.ts'
import type { Io } from './io.ts'
import { instantOption, wholeNumberOption } from './options.ts'
import { show, table } from './show.ts'

/** Kinds of signing keys that are made; the platform takes more. */
export const KEY_KINDS = ['rsa-2048', 'p256'] as const
export type MadeKeyKind = (typeof KEY_KINDS)[number]

type Options = {
  readonly out: string
  readonly name: string
  readonly years: number
  readonly kind: MadeKeyKind
  readonly at?: Instant
}

const YEARS_MAX = 20

/** `xianjie authority make`: a certification authority for demos and first steps. */
export function authorityMakeCommand(group: Command, io: Io): void {
  group
    .command('make')
    .description('制作演示用证书颁发机构 · make a certification authority for demos')
    .requiredOption('--out <folder>', 'where ca.pem, ca-key.pem and ca.crl.pem are written')
    .option('--name <name>', 'its name', '衔接演示证书颁发机构')
    .option('--years <n>', 'how long it is valid', wholeNumberOption(1, YEARS_MAX), 10)
    .addOption(new Option('--kind <kind>', 'its key').choices(KEY_KINDS).default('rsa-2048'))
    .option(
      '--at <time>',
      'valid from this time (RFC 3339); for a sandbox that is set to the past',
      instantOption,
    )
    .addHelpText('after', exampleLines(['制作 · make one', 'authority make --out keys/ca']))
    .action((options: Options, command: Command) => {
      const validity = validityOf(options.at ?? io.now(), options.years)
      const authority = makeDemoAuthority(options.name, validity, options.kind)
      writeAuthority(options.out, authority)
      const files = Object.values(AUTHORITY_FILES).map((name) => join(options.out, name))
      const until = new Date(validity.to).toISOString()
      show(io, command, { name: options.name, until, files }, () => [
        `已制作 · made ${options.name}, valid until ${until.slice(0, 10)}`,
        ...table(files.map((file) => [file])),
      ])
    })
}

/** Certificates know whole seconds only. */
function validityOf(at: Instant, years: number): Validity {
  const from = instant(Math.floor(at / 1_000) * 1_000)
  const to = new Date(from)
  to.setUTCFullYear(to.getUTCFullYear() + years)
  return { from, to: instant(to.getTime()) }
}
