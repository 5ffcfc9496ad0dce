/** Options of every command that calls the platform, or makes what a call needs. */
import type { Instant } from '@xianjie/contracts'
import type { Command } from 'commander'
import { makeToken } from '../workshop/agency-workshop.ts'
import type { AgencyFolder } from './agency-folder.ts'
import { misused } from './failure.ts'
import type { Io } from './io.ts'
import { instantOption, urlOption } from './options.ts'

export const DEFAULT_URL = 'http://127.0.0.1:8080'

export type TokenOptions = {
  readonly agency: string
  readonly platform: string
  readonly operator: string
  readonly at?: Instant
}
export type CallOptions = TokenOptions & { readonly url: string }

/** The platform refuses longer ones (api.md "Who is calling"). */
const OPERATOR_CHARACTERS_MAX = 100

export const withTokenOptions = (command: Command): Command =>
  command
    .requiredOption('--agency <folder>', 'the agency that calls, as agency make wrote it')
    .option('--platform <id>', 'the platform’s id (XIANJIE_PLATFORM)', 'xianjie')
    .option('--operator <id>', 'who is at the keyboard: the agency’s own id of its officer', 'cli')
    .option('--at <time>', 'time of token and signature (RFC 3339); now unless told', instantOption)

export const withCallOptions = (command: Command): Command =>
  withTokenOptions(command).option('--url <url>', 'the platform', urlOption, DEFAULT_URL)

export const momentOf = (options: { readonly at?: Instant }, io: Io): Instant =>
  options.at ?? io.now()

export function tokenOf(agency: AgencyFolder, options: TokenOptions, io: Io): Promise<string> {
  const { platform, operator } = options
  if (operator === '' || operator.length > OPERATOR_CHARACTERS_MAX) {
    throw misused(`--operator must have 1 to ${OPERATOR_CHARACTERS_MAX} characters`)
  }
  return makeToken(agency, { platform, operator, now: momentOf(options, io) })
}
