/** Making what the checker checks, for the command line, the demo and tests. */
export type { MadeHash, Padding, SigningChoice } from './algorithm.ts'
export {
  type CertificateWish,
  type ExtraExtension,
  type Holder,
  holderOf,
  type KeyUsage,
  makeAuthority,
  makeCertificate,
  makeSigner,
  type Name,
} from './certificate.ts'
export { type KeyKind, type KeyPair, keyPairOf, makeKeyPair, privateKeyPem } from './keys.ts'
export {
  makeRevocationList,
  type RevocationListWish,
  type Revoked,
} from './revocation-list.ts'
export { type DetachedWish, type Deviations, signDetached } from './signature.ts'
