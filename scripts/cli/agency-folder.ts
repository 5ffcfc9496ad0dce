/** The folder of one agency: what it signs and calls with. Whoever reads it can act in its name. */
import { join, resolve } from 'node:path'
import { type AgencyCode, agencyCode } from '@xianjie/contracts'
import { privateKeyPem } from '@xianjie/seal/make'
import type { EquippedAgency } from '../workshop/agency-workshop.ts'
import { misused } from './failure.ts'
import { inFolder, type NewFile, readJsonInput, SECRET } from './files.ts'
import { readHolder, readKeys } from './holder-file.ts'

const FILES = {
  signKey: 'sign-key.pem',
  signCertificate: 'sign-cert.pem',
  tokenKey: 'token-key.pem',
  agency: 'agency.json',
} as const

/** What an agency needs to sign and to call. */
export type AgencyFolder = Pick<EquippedAgency, 'signer' | 'tokenKeys' | 'kid'> & {
  readonly unit: { readonly code: AgencyCode }
}

export function agencyFiles(folder: string, agency: EquippedAgency): readonly NewFile[] {
  const { unit, signer, tokenKeys, kid, authority } = agency
  const said = { ...unit, kid, ca: authority.holder.pem }
  return inFolder(folder, [
    { name: FILES.signKey, text: privateKeyPem(signer.keys), mode: SECRET },
    { name: FILES.signCertificate, text: signer.pem },
    { name: FILES.tokenKey, text: privateKeyPem(tokenKeys), mode: SECRET },
    { name: FILES.agency, text: `${JSON.stringify(said, null, 2)}\n` },
  ])
}

/** Throws a `Failure` when the folder does not hold an agency. */
export function readAgencyFolder(folder: string): AgencyFolder {
  const file = join(folder, FILES.agency)
  const { code, kid } = readJsonInput('agency folder', file)
  const known = agencyCode(String(code))
  if (known === undefined || typeof kid !== 'string') {
    throw misused(`${resolve(file)} has no "code" and "kid", as xianjie agency make writes them`)
  }
  return {
    unit: { code: known },
    kid,
    signer: readHolder(join(folder, FILES.signCertificate), join(folder, FILES.signKey)),
    tokenKeys: readKeys(join(folder, FILES.tokenKey)),
  }
}
