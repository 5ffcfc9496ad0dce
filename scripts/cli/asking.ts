/** What the commands about one person share: who asks, why, about whom and which moments. */
import { ID_TYPES, type IdType } from '@xianjie/contracts'
import { type Command, Option } from 'commander'
import { type AgencyFolder, readAgencyFolder } from './agency-folder.ts'
import { type CallOptions, withCallOptions } from './caller.ts'
import { misused, refused } from './failure.ts'
import type { Io } from './io.ts'
import { momentOption } from './options.ts'
import { type Answer, askAs } from './platform.ts'

export type AskingOptions = CallOptions & {
  readonly idType: IdType
  readonly idNumber?: string
  readonly purpose: string
  readonly case?: string
  readonly validAt?: string
  readonly knownAt?: string
}

export const withAskingOptions = (command: Command): Command =>
  withCallOptions(
    command
      .argument('[subjectId]', 'sub_…, as receipts name it; or --id-number')
      .addOption(
        new Option('--id-type <type>', 'kind of --id-number')
          .choices(ID_TYPES)
          .default('resident-id'),
      )
      .option('--id-number <number>', 'search by the person’s identity number first')
      .option('--purpose <code>', 'why it is asked: recorded', 'supervision')
      .option('--case <number>', 'case number, where there is one: recorded')
      .option('--known-at <moment>', 'as known then; now unless told', momentOption),
  )

export const withValidAt = (command: Command): Command =>
  command.option(
    '--valid-at <moment>',
    'as things stood in law then; now unless told',
    momentOption,
  )

/** Asks `/v1/subjects/{subjectId}/<what>`, after a search where only a number is known. */
export async function askAbout(
  subject: string | undefined,
  options: AskingOptions,
  what: 'status' | 'timeline' | 'documents' | 'deadlines',
  io: Io,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  if ((subject === undefined) === (options.idNumber === undefined)) {
    throw misused('name the person by <subjectId> or by --id-number, one of the two')
  }
  const agency = readAgencyFolder(options.agency)
  const id = subject ?? (await searched(agency, options, io))
  const query = new URLSearchParams({
    ...(options.validAt === undefined ? {} : { validAt: options.validAt }),
    ...(options.knownAt === undefined ? {} : { knownAt: options.knownAt }),
    ...more,
  }).toString()
  const path = `/v1/subjects/${encodeURIComponent(id)}/${what}${query === '' ? '' : `?${query}`}`
  return askAs(agency, options, { path, headers: purposeHeaders(options) }, io)
}

export const purposeHeaders = (
  options: Pick<AskingOptions, 'purpose' | 'case'>,
): Readonly<Record<string, string>> => ({
  'Xianjie-Purpose': options.purpose,
  ...(options.case === undefined ? {} : { 'Xianjie-Case': encodeURIComponent(options.case) }),
})

async function searched(agency: AgencyFolder, options: AskingOptions, io: Io): Promise<string> {
  const { idType, idNumber } = options
  const question = {
    path: '/v1/subjects/search',
    headers: { ...purposeHeaders(options), 'Content-Type': 'application/json' },
    body: JSON.stringify({ idType, idNumber }),
  }
  const { value } = await askAs(agency, options, question, io)
  const { subjects } = value as { readonly subjects: readonly { readonly subjectId: string }[] }
  const [found] = subjects
  if (found) return found.subjectId
  throw refused([
    '未找到，或本机关无权知悉 · nobody is known by this number, or your agency may not know of them',
    '请核对证件种类和号码 · check --id-type and --id-number',
  ])
}
