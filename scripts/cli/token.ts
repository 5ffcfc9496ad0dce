import { formatInstant, instant } from '@xianjie/contracts'
import type { Command } from 'commander'
import { decodeJwt } from 'jose'
import { readAgencyFolder } from './agency-folder.ts'
import { type TokenOptions, tokenOf, withTokenOptions } from './caller.ts'
import { exampleLines, SANDBOX_NOTE } from './help.ts'
import type { Io } from './io.ts'
import { show } from './show.ts'

/** `xianjie token`: a Bearer token of the agency, good for ten minutes. */
export function tokenCommand(program: Command, io: Io): void {
  const command = program
    .command('token')
    .description('签发十分钟有效的访问令牌 · print a Bearer token, good for ten minutes')
    .addHelpText(
      'after',
      `${exampleLines([
        '用 curl 调用 · call with curl',
        'token --agency keys/yunxi-court > token && ' +
          'curl -H "Authorization: Bearer $(cat token)" http://127.0.0.1:8080/v1/document-types',
      ])}${SANDBOX_NOTE}`,
    )
  withTokenOptions(command).action(async (options: TokenOptions, self: Command) => {
    const agency = readAgencyFolder(options.agency)
    const token = await tokenOf(agency, options, io)
    const { exp = 0 } = decodeJwt(token)
    const expiresAt = formatInstant(instant(exp * 1_000))
    show(io, self, { token, kid: agency.kid, expiresAt }, () => [token])
  })
}
