import { X509Certificate } from 'node:crypto'
import { join, resolve } from 'node:path'
import { AGENCY_KINDS, AGENCY_LEVELS } from '@xianjie/contracts'
import { validateAgencyFile } from '@xianjie/validate'
import { type Command, Option } from 'commander'
import {
  type Authority,
  type EquippedAgency,
  equipAgency,
  type Unit,
} from '../workshop/agency-workshop.ts'
import { agencyFiles } from './agency-folder.ts'
import { readAuthority } from './authority-folder.ts'
import { KEY_KINDS, type MadeKeyKind } from './authority-make.ts'
import { misused } from './failure.ts'
import { writeNewFiles } from './files.ts'
import { exampleLines } from './help.ts'
import type { Io } from './io.ts'
import { creditCodeOption, regionOption } from './options.ts'
import { show, table } from './show.ts'

type Options = Unit & {
  readonly ca: string
  readonly out: string
  readonly agencies: string
  readonly key: MadeKeyKind
}

/** `xianjie agency make`: keys and a certificate for one agency, and the file that registers it. */
export function agencyMakeCommand(group: Command, io: Io): void {
  group
    .command('make')
    .description(
      '制作机关密钥、签名证书和登记文件 · make an agency’s keys, certificate and agency file',
    )
    .requiredOption('--ca <folder>', 'the authority, as authority make wrote it')
    .requiredOption(
      '--code <uscc>',
      'unified social credit code 统一社会信用代码',
      creditCodeOption,
    )
    .requiredOption('--name <name>', 'its name in Chinese')
    .addOption(
      new Option('--kind <kind>', 'kind of agency').choices(AGENCY_KINDS).makeOptionMandatory(),
    )
    .addOption(new Option('--level <level>').choices(AGENCY_LEVELS).makeOptionMandatory())
    .requiredOption('--region <code>', 'GB/T 2260, six digits', regionOption)
    .requiredOption('--out <folder>', 'where its keys and certificate are written')
    .option('--agencies <folder>', 'the platform’s folder of agency files', './agencies')
    .addOption(new Option('--key <kind>', 'signing key').choices(KEY_KINDS).default('rsa-2048'))
    .addHelpText(
      'after',
      exampleLines([
        '登记一个法院 · register a court',
        'agency make --ca keys/ca --code 111399000000000515 --name 云溪市中级人民法院 ' +
          '--kind court --level municipal --region 139900 --out keys/yunxi-court',
      ]),
    )
    .action((options: Options, command: Command) => make(options, command, io))
}

async function make(options: Options, command: Command, io: Io): Promise<void> {
  const { code, name, kind, level, region } = options
  const authority = readAuthority(options.ca)
  const agency = await equipAgency({ code, name, kind, level, region }, authority, options.key)
  checkIssued(agency, authority, options.ca)
  checkFile(agency)
  const file = join(options.agencies, `${code}.json`)
  const files = [
    ...agencyFiles(options.out, agency),
    { path: file, text: `${JSON.stringify(agency.file, null, 2)}\n` },
  ]
  writeNewFiles(files)
  const paths = files.map(({ path }) => path)
  show(io, command, { code, name, kid: agency.kid, files: paths }, () => [
    `已制作 · made ${name} ${code}`,
    ...table(paths.map((path) => [path])),
    `重启平台或发送 SIGHUP 后生效 · counts once the platform starts anew or gets SIGHUP`,
  ])
}

/** A certificate that may not issue others would only come to light when a document is refused. */
function checkIssued({ signer }: EquippedAgency, { holder }: Authority, folder: string): void {
  if (new X509Certificate(signer.pem).checkIssued(new X509Certificate(holder.pem))) return
  throw misused(
    `${resolve(folder)} holds no certification authority: its certificate may not issue others`,
  )
}

function checkFile({ file }: EquippedAgency): void {
  const checked = validateAgencyFile(file)
  if (checked.ok) return
  throw misused(
    ...checked.violations.map(({ path, message }) => `${path}: ${message.zh} / ${message.en}`),
  )
}
