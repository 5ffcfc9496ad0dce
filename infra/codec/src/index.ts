export { type Codec, createCodec } from './codec.ts'
export { type Identity, nameKeyOf, subjectIdOf } from './pseudonym.ts'
export { type Belonging, openWith, SEAL_BYTES, SealBroken, sealWith } from './seal.ts'
