/** What `submit` and `preflight` send: multipart/form-data, so that the signed bytes stay as they are. */
import { basename, extname } from 'node:path'
import type { Command } from 'commander'
import { signAs } from '../workshop/agency-workshop.ts'
import { type AgencyFolder, readAgencyFolder } from './agency-folder.ts'
import { type CallOptions, momentOf, withCallOptions } from './caller.ts'
import { misused } from './failure.ts'
import { readInput } from './files.ts'
import type { Io } from './io.ts'
import { severalOption } from './options.ts'
import { type Answer, askAs } from './platform.ts'

export type SubmissionOptions = CallOptions & {
  readonly signature?: string
  readonly attachment?: readonly string[]
  readonly unsigned?: boolean
}

export const withSubmissionOptions = (command: Command): Command =>
  withCallOptions(command.argument('<document>', 'XML or JSON, sent byte for byte'))
    .option(
      '--signature <file>',
      'detached CMS, DER; unless told the document is signed on the fly',
    )
    .option(
      '--attachment <file>',
      'an attachment that the document lists; repeatable',
      severalOption,
    )

/** Sends the document; throws a `Failure` when the platform refuses it. */
export async function sendDocument(
  document: string,
  options: SubmissionOptions,
  path: string,
  io: Io,
): Promise<Answer> {
  const agency = readAgencyFolder(options.agency)
  const content = readInput('document', document)
  const form = new FormData()
  form.set('document', part(content, mediaTypeOf(document, content)), basename(document))
  const signature = signatureOf(content, agency, options, io)
  if (signature)
    form.set('signature', part(signature, 'application/pkcs7-signature'), 'signature.p7s')
  for (const file of options.attachment ?? []) {
    const bytes = readInput('attachment', file)
    form.append('attachment', part(bytes, 'application/octet-stream'), basename(file))
  }
  return askAs(agency, options, { path, body: form }, io)
}

const part = (bytes: Uint8Array, type: string): Blob => new Blob([new Uint8Array(bytes)], { type })

function signatureOf(
  content: Uint8Array,
  agency: AgencyFolder,
  { signature, unsigned, at }: SubmissionOptions,
  io: Io,
): Uint8Array | undefined {
  if (unsigned) return undefined
  if (signature !== undefined) return readInput('signature', signature)
  return signAs(agency, content, momentOf(at === undefined ? {} : { at }, io))
}

/** By the file's name, else by its first character. */
function mediaTypeOf(file: string, content: Buffer): string {
  const first = content
    .subarray(0, 100)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart()[0]
  const extension = extname(file).toLowerCase()
  if (extension === '.json' || (extension !== '.xml' && first === '{')) return 'application/json'
  if (extension === '.xml' || first === '<') return 'application/xml'
  throw misused(`${file} is neither XML nor JSON: a document is one of the two`)
}
