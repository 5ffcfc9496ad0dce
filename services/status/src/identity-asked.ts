import { subjectIdOf } from '@xianjie/codec'
import { type DocumentId, ID_TYPES, type IdType, type SubjectId } from '@xianjie/contracts'

export type Identity = { readonly idType: IdType; readonly idNumber: string }

export const identitySchema = {
  type: 'object',
  required: ['idType', 'idNumber'],
  additionalProperties: false,
  properties: {
    idType: { type: 'string', enum: ID_TYPES },
    idNumber: { type: 'string', minLength: 1, maxLength: 60 },
  },
} as const

/** A person of unknown identity is asked for by the provisional id that the first receipt gave. */
export const subjectOf = (secret: Uint8Array, identity: Identity): SubjectId =>
  subjectIdOf(secret, { ...identity, documentId: 'none' as DocumentId })
