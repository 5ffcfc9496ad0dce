/** Acceptances as intake writes them, in any number: eighteen documents to a person (law.md §6.5). */
import { createHash } from 'node:crypto'
import {
  type Digest,
  DOCUMENT_ACCEPTED,
  type DocumentAccepted,
  type DocumentId,
  documentStream,
  type EventId,
  type EventLog,
  feedTopic,
  formatInstant,
  type Instant,
  instant,
  type NewEvent,
  type OpenPart,
  PLATFORM_TOPICS,
} from '@xianjie/contracts'
import {
  exampleOf,
  register,
  subjectNumbered,
  uuid,
} from '../../../services/publisher/testing/documents.ts'
import { PAROLE, PROBATION } from '../../../services/standalone/testing/story.ts'
import { units } from '../../workshop/units.ts'

/** Parole after probation: what a person of these has in all. */
const SLUGS = [...PROBATION, ...PAROLE]
/** Persons whose documents come in between each other. */
const PERSONS_AT_ONCE = 200
const APPENDS_AT_ONCE = 256
const MINUTE_MS = 60_000
const BEGIN = Date.parse('2026-03-01T00:00:00+08:00')
/** Agencies with a topic of their own, beside those that all have. */
const FOLLOWERS = ['qingshiPolice', 'qingshiCorrections'] as const

/** What the publisher publishes to. */
export const feedTopics = [
  ...PLATFORM_TOPICS,
  ...FOLLOWERS.map((name) => feedTopic(units[name].code)),
]

export type Written = NewEvent & { readonly stream: string }

/** When the last of so many documents was accepted. */
export const endOf = (documents: number): Instant => instant(BEGIN + documents * MINUTE_MS)

/** Registers two agencies that follow the feed, then writes the documents, a minute apart. */
export async function fillLog(log: EventLog, documents: number): Promise<void> {
  for (const name of FOLLOWERS) await register(log, name, { feed: true })
  const templates = SLUGS.map((slug) => exampleOf(slug).open)
  for (let from = 0; from < documents; from += APPENDS_AT_ONCE) {
    const count = Math.min(APPENDS_AT_ONCE, documents - from)
    const written = Array.from({ length: count }, (_, at) => document(templates, from + at))
    await Promise.all(written.map((one) => log.append(one.stream, 'no-stream', [one])))
  }
}

/** Documents with evidence, each for a stream of its own that nobody has written to. */
export function acceptances(count: number, evidenceBytes: number, run: string): readonly Written[] {
  const templates = SLUGS.map((slug) => exampleOf(slug).open)
  return Array.from({ length: count }, (_, n) => ({
    ...document(templates, n, run),
    evidence: bytesOf(`${run} ${n}`, evidenceBytes),
  }))
}

function document(templates: readonly OpenPart[], n: number, run = ''): Written {
  const block = Math.floor(n / (PERSONS_AT_ONCE * SLUGS.length))
  const within = n % (PERSONS_AT_ONCE * SLUGS.length)
  const person = block * PERSONS_AT_ONCE + (within % PERSONS_AT_ONCE)
  const template = templates[Math.floor(within / PERSONS_AT_ONCE)] as OpenPart
  const own = (id: string) => uuid(`${run} ${person} ${id}`) as DocumentId
  const id = own(template.documentId)
  const open: OpenPart = {
    ...template,
    documentId: id,
    subjectId: subjectNumbered(person),
    references: template.references.map((reference) =>
      reference.documentId ? { ...reference, documentId: own(reference.documentId) } : reference,
    ),
    acceptedAt: formatInstant(instant(BEGIN + n * MINUTE_MS)),
  }
  return {
    stream: documentStream(id),
    id: id as string as EventId,
    type: DOCUMENT_ACCEPTED,
    data: Buffer.from(JSON.stringify({ ...open, proof: proofOf(open) })),
  }
}

/** As long as a real one: two certificates, one revocation list, half a kilobyte about the person. */
function proofOf({ documentId, issuer, acceptedAt }: OpenPart): DocumentAccepted['proof'] {
  const digest = (of: string) => `sha256:${createHash('sha256').update(of).digest('hex')}` as Digest
  return {
    digest: digest(documentId),
    mediaType: 'application/json',
    verdict: {
      chain: [digest('signer'), digest('authority')],
      crls: [digest('list')],
      revocation: 'good',
      algorithm: 'rsa-sha256',
      signedAt: acceptedAt,
      checkedAt: acceptedAt,
      registration: 0,
    },
    submittedBy: { agency: issuer.code, operator: 'bench' },
    receiptKey: 'b'.repeat(43),
    person: bytesOf(documentId, 512).toString('base64'),
  }
}

/** Bytes that do not compress, like what is encrypted. */
const bytesOf = (seed: string, length: number): Buffer =>
  createHash('shake256', { outputLength: length }).update(seed).digest()
