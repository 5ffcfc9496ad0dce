export { type Codec, createCodec, openWith, sealWith } from './codec.ts'
export { nameKeyOf, subjectIdOf } from './names.ts'
