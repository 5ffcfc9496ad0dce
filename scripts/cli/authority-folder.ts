/** The folder of a demo authority: `ca.pem`, `ca-key.pem`, `ca.crl.pem`. */
import { join } from 'node:path'
import { instant } from '@xianjie/contracts'
import { privateKeyPem } from '@xianjie/seal/make'
import type { Authority } from '../workshop/agency-workshop.ts'
import { inFolder, readInput, SECRET, writeNewFiles } from './files.ts'
import { readCertificate, readHolder } from './holder-file.ts'

export const AUTHORITY_FILES = {
  certificate: 'ca.pem',
  key: 'ca-key.pem',
  list: 'ca.crl.pem',
} as const

export function writeAuthority(folder: string, { holder, crl }: Authority): void {
  writeNewFiles(
    inFolder(folder, [
      { name: AUTHORITY_FILES.certificate, text: holder.pem },
      { name: AUTHORITY_FILES.key, text: privateKeyPem(holder.keys), mode: SECRET },
      { name: AUTHORITY_FILES.list, text: crl },
    ]),
  )
}

/** Throws a `Failure` when the folder does not hold an authority. */
export function readAuthority(folder: string): Authority {
  const file = join(folder, AUTHORITY_FILES.certificate)
  const holder = readHolder(file, join(folder, AUTHORITY_FILES.key))
  const { validFromDate, validToDate } = readCertificate(file)
  return {
    holder,
    crl: readInput('revocation list', join(folder, AUTHORITY_FILES.list)).toString('utf8'),
    validity: { from: instant(validFromDate.getTime()), to: instant(validToDate.getTime()) },
  }
}
