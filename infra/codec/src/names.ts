/** Names for persons that name nobody without the platform's secret. */
import { createHmac } from 'node:crypto'
import type { IdType, LegalDate, SubjectId } from '@xianjie/contracts'

type Identity = { readonly idType: IdType; readonly idNumber: string; readonly documentId: string }

const SUBJECT_HEX = 40
const NAME_HEX = 32
const PROVISIONAL = /^prov_[0-9a-f]{40}$/

/**
 * The subject that an identity stands for: the same for ever and on every node. An unknown identity
 * gets a provisional id from its first document; later documents state that id as their number.
 */
export function subjectIdOf(
  secret: Uint8Array,
  { idType, idNumber, documentId }: Identity,
): SubjectId {
  if (idType !== 'unknown') {
    const number = idNumber.replace(/\s/g, '').toUpperCase()
    return `sub_${keyed(secret, `${idType}\n${number}`, SUBJECT_HEX)}` as SubjectId
  }
  if (PROVISIONAL.test(idNumber)) return idNumber as SubjectId
  return `prov_${keyed(secret, `unknown\n${documentId}`, SUBJECT_HEX)}` as SubjectId
}

/** The key under which a search by name and birth date finds a subject. */
export const nameKeyOf = (
  secret: Uint8Array,
  person: { readonly name: string; readonly birthDate: LegalDate },
): string =>
  keyed(secret, `name\n${person.name.normalize('NFC').trim()}\n${person.birthDate}`, NAME_HEX)

const keyed = (secret: Uint8Array, text: string, characters: number): string =>
  createHmac('sha256', secret).update(text).digest('hex').slice(0, characters)
