/** A certificate and the key to it, from two PEM files. */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { resolve } from 'node:path'
import { type Holder, holderOf, type KeyPair, keyPairOf } from '@xianjie/seal/make'
import { misused } from './failure.ts'
import { readInput } from './files.ts'

/** Throws a `Failure` when either cannot be read or they do not belong together. */
export function readHolder(certificateFile: string, keyFile: string): Holder {
  const certificate = readCertificate(certificateFile)
  const keys = readKeys(keyFile)
  if (!certificate.checkPrivateKey(keys.privateKey)) {
    throw misused(`${resolve(keyFile)} is not the key of ${resolve(certificateFile)}`)
  }
  const pem = readInput('key', keyFile).toString('utf8')
  return holderOf(certificate.toString(), pem)
}

export function readCertificate(file: string): X509Certificate {
  const pem = readInput('certificate', file)
  try {
    return new X509Certificate(pem)
  } catch {
    throw misused(`${resolve(file)} is not a certificate`)
  }
}

/** A key pair from its private key, PKCS#8 PEM without a passphrase. */
export function readKeys(file: string): KeyPair {
  const pem = readInput('key', file)
  try {
    return keyPairOf(createPrivateKey(pem))
  } catch {
    throw misused(`${resolve(file)} is not a private key in PEM without a passphrase`)
  }
}
