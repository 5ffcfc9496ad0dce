/**
 * Names that give nobody away: HMAC-SHA-256 under a secret of the platform, so that every node
 * computes the same one and nobody without the secret can try all numbers.
 */
import { createHmac } from 'node:crypto'
import type { DocumentId, IdType, Person, SubjectId } from '@xianjie/contracts'

const SUBJECT_HEX = 40
const NAME_HEX = 32
const PROVISIONAL = /^prov_[0-9a-f]{40}$/

export type Identity = Pick<Person, 'idType' | 'idNumber'> & { readonly documentId: DocumentId }

/**
 * The platform's name for a person. An unknown identity gets a provisional one: that of the document
 * which first told of them, or the one that this document already gives in place of a number.
 */
export function subjectIdOf(
  secret: Uint8Array,
  { idType, idNumber, documentId }: Identity,
): SubjectId {
  const number = withoutSpaces(idNumber)
  if (idType !== 'unknown') return `sub_${hmac(secret, identity(idType, number))}` as SubjectId
  const id = PROVISIONAL.test(number) ? number : `prov_${hmac(secret, documentId)}`
  return id as SubjectId
}

/**
 * A key under which the same name and date of birth meet, for finding likely doubles. White space,
 * case and Unicode composition make no difference. 32 hexadecimal digits.
 */
export function nameKeyOf(
  secret: Uint8Array,
  { name, birthDate }: Pick<Person, 'name' | 'birthDate'>,
): string {
  const plain = withoutSpaces(name).normalize('NFC').toUpperCase()
  return hmac(secret, `${plain}\n${birthDate}`, NAME_HEX)
}

const identity = (idType: IdType, number: string): string => `${idType}\n${number.toUpperCase()}`

const withoutSpaces = (text: string): string => text.replaceAll(/\s/g, '')

const hmac = (secret: Uint8Array, text: string, digits = SUBJECT_HEX): string =>
  createHmac('sha256', secret).update(text).digest('hex').slice(0, digits)
