import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import type { Instant } from '@xianjie/contracts'
import type { Command } from 'commander'
import { signAs } from '../workshop/agency-workshop.ts'
import { readAgencyFolder } from './agency-folder.ts'
import { misused } from './failure.ts'
import { readInput, writeOutput } from './files.ts'
import { exampleLines, SANDBOX_NOTE } from './help.ts'
import type { Io } from './io.ts'
import { instantOption } from './options.ts'
import { show } from './show.ts'

type Options = { readonly agency: string; readonly out?: string; readonly at?: Instant }

/** `xianjie sign`: a detached CMS signature in DER over the exact bytes of a document. */
export function signCommand(program: Command, io: Io): void {
  program
    .command('sign')
    .description(
      '对文书原始字节作分离式签名 · sign the exact bytes of a document (detached CMS, DER)',
    )
    .argument('<document>', 'XML or JSON')
    .requiredOption('--agency <folder>', 'the agency that signs, as agency make wrote it')
    .option('--out <file>', 'the signature; <document>.p7s unless told')
    .option('--at <time>', 'signing time (RFC 3339); now unless told', instantOption)
    .addHelpText(
      'after',
      `${exampleLines(['签名 · sign', 'sign ruling.xml --agency keys/yunxi-court'])}
核对 Check it without Xianjie:
  openssl cms -verify -binary -inform DER -in ruling.xml.p7s -content ruling.xml \\
    -CAfile keys/ca/ca.pem -purpose any -out /dev/null
${SANDBOX_NOTE}`,
    )
    .action((document: string, options: Options, command: Command) => {
      const out = options.out ?? `${document}.p7s`
      if (resolve(out) === resolve(document)) {
        throw misused('the signature would overwrite the document: choose another --out')
      }
      const content = readInput('document', document)
      writeOutput(out, signAs(readAgencyFolder(options.agency), content, options.at ?? io.now()))
      const digest = digestOf(content)
      show(io, command, { document, digest, signature: out }, () => [
        `已签名 · signed ${document} (${digest})`,
        `  ${out}`,
      ])
    })
}

export const digestOf = (content: Uint8Array): string =>
  `sha256:${createHash('sha256').update(content).digest('hex')}`
