import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'

export type KeyPair = { readonly privateKey: KeyObject; readonly publicKey: KeyObject }

/** Those that the platform takes, and those that it has to refuse. */
export type KeyKind = 'rsa-2048' | 'rsa-3072' | 'rsa-1024' | 'p256' | 'p384' | 'p521' | 'ed25519'

/** A new key pair. RSA of 2048 bits takes about a tenth of a second; `exponent` is for RSA. */
export function makeKeyPair(kind: KeyKind, { exponent = 65_537 } = {}): KeyPair {
  switch (kind) {
    case 'rsa-1024':
    case 'rsa-2048':
    case 'rsa-3072':
      return generateKeyPairSync('rsa', {
        modulusLength: Number(kind.slice(4)),
        publicExponent: exponent,
      })
    case 'p256':
    case 'p384':
    case 'p521':
      return generateKeyPairSync('ec', { namedCurve: `P-${kind.slice(1)}` })
    case 'ed25519':
      return generateKeyPairSync('ed25519')
  }
}

export const keyPairOf = (privateKey: KeyObject): KeyPair => ({
  privateKey,
  publicKey: createPublicKey(privateKey),
})

/** PKCS#8 PEM, unencrypted: its reader can sign in the agency's name. */
export const privateKeyPem = ({ privateKey }: KeyPair): string =>
  privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
