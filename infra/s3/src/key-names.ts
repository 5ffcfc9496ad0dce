/** How keys are named in the bucket, and what stands where one was destroyed. */
import type { SubjectId, WrappedKey } from '@xianjie/contracts'

export const KEYS_PREFIX = 'keys/'
export const SECRETS_PREFIX = 'secrets/'

/** What stands in the place of a key that was destroyed. No wrapped key is so short. */
export const TOMBSTONE = Buffer.from('forgotten')
export const isTombstone = (stored: Uint8Array): boolean => TOMBSTONE.equals(stored)

export const keyName = (subject: SubjectId): string => `${KEYS_PREFIX}${subject}`
export const secretName = (name: string): string => `${SECRETS_PREFIX}${encodeURIComponent(name)}`

export const nameOf = ({ kind, name }: Pick<WrappedKey, 'kind' | 'name'>): string =>
  kind === 'subject' ? keyName(name as SubjectId) : secretName(name)
