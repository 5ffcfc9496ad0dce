import { type Command, Option } from 'commander'
import { DEFAULT_URL } from './caller.ts'
import { misused, refused } from './failure.ts'
import { isRecord, readInput, readJsonInput } from './files.ts'
import { exampleLines } from './help.ts'
import type { Io } from './io.ts'
import { urlOption } from './options.ts'
import { ask } from './platform.ts'
import { type Check, checksOf, type Keys } from './receipt-verdict.ts'
import { paint, show, table, wantsJson } from './show.ts'

type Options = {
  readonly document?: string
  readonly url?: string
  readonly keys?: string
  readonly platform?: string
}

/** `xianjie verify`: is this receipt genuine, and about this document? */
export function verifyCommand(program: Command, io: Io): void {
  program
    .command('verify')
    .description('核验回执 · verify a receipt, and that it is about a document')
    .argument('<receipt>', 'the receipt as the platform gave it, JSON')
    .option('--document <file>', 'the document that it should be about')
    .option(
      '--url <url>',
      `the platform that publishes its keys (default: ${DEFAULT_URL})`,
      urlOption,
    )
    .addOption(
      new Option('--keys <file>', 'its keys (JWKS) from a file instead: no network').conflicts(
        'url',
      ),
    )
    .option('--platform <id>', 'the platform that must have issued it')
    .addHelpText(
      'after',
      exampleLines(
        ['核验回执和文书 · receipt and document', 'verify receipt.json --document ruling.xml'],
        ['离线核验 · offline', 'verify receipt.json --keys keys.json'],
      ),
    )
    .action((receipt: string, options: Options, command: Command) =>
      verify(receipt, options, command, io),
    )
}

async function verify(file: string, options: Options, command: Command, io: Io): Promise<void> {
  const receipt = readJsonInput('receipt', file)
  if (typeof receipt.receipt !== 'string') {
    throw misused(`${file} is no receipt: it has no member "receipt" (compact JWS)`)
  }
  const checks = await checksOf({
    receipt,
    keys: await keysOf(options, io),
    ...(options.platform === undefined ? {} : { platform: options.platform }),
    ...(options.document === undefined
      ? {}
      : { document: readInput('document', options.document) }),
  })
  const genuine = checks.every(({ ok }) => ok)
  const verdict = { genuine, documentId: receipt.documentId, checks }
  if (genuine || !wantsJson(command)) show(io, command, verdict, () => checkLines(checks, io))
  if (!genuine) throw refused(['核验不通过 · the receipt does not prove what it says'], verdict)
}

async function keysOf({ url, keys }: Options, io: Io): Promise<Keys> {
  const value =
    keys === undefined
      ? (await ask(url ?? DEFAULT_URL, { path: '/v1/keys' }, io)).value
      : readJsonInput('keys', keys)
  if (isRecord(value) && Array.isArray(value.keys)) return { keys: value.keys.filter(isRecord) }
  throw misused(`${keys ?? url ?? DEFAULT_URL} gives no key set (JWKS)`)
}

const WORDS: Readonly<Record<Check['what'], string>> = {
  signature: '签名 signature',
  claims: '内容 claims',
  platform: '平台 platform',
  document: '文书 document',
}

function checkLines(checks: readonly Check[], io: Io): readonly string[] {
  const colours = paint(io)
  const lines = table(checks.map(({ what, says }) => [WORDS[what], says]))
  return lines.map((line, at) => `${checks[at]?.ok ? colours.green('✓') : colours.red('✗')}${line}`)
}
