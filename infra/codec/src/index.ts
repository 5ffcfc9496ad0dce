export { type Codec, createCodec } from './codec.ts'
export { type Identity, nameKeyOf, subjectIdOf } from './pseudonym.ts'
export { type Belonging, openWith, SEAL_BYTES, SealBroken, sealWith } from './seal.ts'
export {
  checkProof,
  KEY_BYTES,
  proofOf,
  secretOwner,
  subjectOwner,
  unwrapKey,
  WrongPlatformKey,
  wrapKey,
} from './wrap.ts'
export { type HeldKey, proveWith, settleKey } from './wrapped-keys.ts'
