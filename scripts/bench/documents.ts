/** Signed documents of 4 KB in any number, about eighteen to a person (law.md §6.5). */
import { randomUUID } from 'node:crypto'
import { type Instant, instant, isResidentId } from '@xianjie/contracts'
import { documentExamples, documentSchema } from '@xianjie/schemas'
import { toXml } from '@xianjie/xml'
import { type EquippedAgency, signAs } from '../workshop/agency-workshop.ts'

export type MediaType = 'application/json' | 'application/xml'

const SLUG = 'ruling-parole'
/** Of one document, bytes. */
const DOCUMENT_BYTES = 4_096
const DOCUMENTS_PER_SUBJECT = 18
const SECOND_MS = 1_000

/** Request bodies (`POST /v1/documents`, JSON form), each a new document signed by the agency. */
export function* submissions(
  agency: EquippedAgency,
  mediaType: MediaType,
  count: number,
  first: number,
): Generator<Buffer> {
  const example = JSON.parse(documentExamples(SLUG).json)
  const signedAt = instant(Date.now() - SECOND_MS) as Instant
  for (let at = first; at < first + count; at += 1) {
    const document = bytesOf(example, mediaType, Math.floor(at / DOCUMENTS_PER_SUBJECT))
    yield Buffer.from(
      JSON.stringify({
        document: document.toString('base64'),
        mediaType,
        signature: Buffer.from(signAs(agency, document, signedAt)).toString('base64'),
      }),
    )
  }
}

type Example = { header: Record<string, unknown>; body: Record<string, unknown> }

function bytesOf(example: Example, mediaType: MediaType, person: number): Buffer {
  const document = {
    ...example,
    header: { ...example.header, documentId: randomUUID(), subject: subject(person) },
    body: { ...example.body },
  }
  const bare = encode(document, mediaType).length
  const facts = String(example.body.facts)
  // Three bytes a character: what is missing to 4 KB is filled with more facts.
  document.body.facts = facts + '。'.repeat(Math.max(0, Math.floor((DOCUMENT_BYTES - bare) / 3)))
  return encode(document, mediaType)
}

const encode = (document: unknown, mediaType: MediaType): Buffer =>
  Buffer.from(
    mediaType === 'application/json'
      ? JSON.stringify(document)
      : toXml(document, documentSchema(SLUG)),
  )

/** A fictitious person with a number that satisfies its checksum, in a region that does not exist. */
export function subject(person: number) {
  const stem = `139921198${person % 10}0${1 + (Math.floor(person / 10) % 9)}${String(10 + (Math.floor(person / 90) % 18))}`
  const digits = `${stem}${String(Math.floor(person / 1_620) % 1_000).padStart(3, '0')}`
  const idNumber = [...'0123456789X'].map((check) => digits + check).find(isResidentId)
  if (!idNumber) throw new RangeError('no check digit fits')
  const birthDate = `${digits.slice(6, 10)}-${digits.slice(10, 12)}-${digits.slice(12, 14)}`
  return { idType: 'resident-id', idNumber, name: `某${person}`, sex: 'unknown', birthDate }
}
