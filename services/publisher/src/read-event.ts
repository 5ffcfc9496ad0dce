/** What an event of the log is to the publisher. Types that others tell of later get a line here. */
import {
  AGENCY_REGISTERED,
  type Agency,
  type AgencyRegistered,
  agencyCode,
  type CatalogueEntry,
  DOCUMENT_ACCEPTED,
  type DocumentAccepted,
  documentId,
  type Fact,
  factOf,
  NEWS_TYPES,
  type NewsAt,
  type OpenPart,
  parseInstant,
  type RecordedEvent,
  readNews,
  subjectId,
  supervisionNotice,
} from '@xianjie/contracts'
import { entryOf as ownCatalogue } from '@xianjie/schemas'

export type ReadDocument = {
  readonly kind: 'document'
  readonly open: OpenPart
  readonly entry: CatalogueEntry
  readonly fact: Fact
}
export type ReadEvent =
  | ReadDocument
  | { readonly kind: 'registration'; readonly agency: Agency }
  | { readonly kind: 'news'; readonly told: NewsAt }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unreadable'; readonly fault: unknown }

/** The catalogue's entry of a type of document. */
export type Catalogue = (type: string) => CatalogueEntry | undefined

type Reader = (value: unknown, event: RecordedEvent, entryOf: Catalogue) => ReadEvent

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [DOCUMENT_ACCEPTED, readDocument],
  [AGENCY_REGISTERED, readRegistration],
  ...[...NEWS_TYPES].map((type) => [type, readTold] as const),
])

/** Streams whose events are told; an unknown one there is news of a later release, not noise. */
const TOLD = /^(document|subject)-/

export function readEvent(event: RecordedEvent, entryOf = ownCatalogue): ReadEvent {
  const reader = READERS.get(event.type)
  if (!reader && !TOLD.test(event.stream)) return { kind: 'nothing' }
  try {
    if (!reader) throw new UnknownEvent(event.type)
    return reader(JSON.parse(new TextDecoder().decode(event.data)), event, entryOf)
  } catch (fault) {
    return { kind: 'unreadable', fault }
  }
}

/** What can be read can be told: every member that a record needs has been looked at. */
function readDocument(
  value: unknown,
  { position }: RecordedEvent,
  entryOf: Catalogue,
): ReadDocument {
  const { proof: _proof, ...open } = value as DocumentAccepted
  if (!documentId(open.documentId) || !subjectId(open.subjectId) || !parseInstant(open.acceptedAt))
    throw new NoDocument('an acceptance names its document, its subject and its time')
  const found = factIn(open, position, entryOf)
  supervisionNotice({ ...found, position }, true)
  return { kind: 'document', ...found }
}

/** The fact that a document states; throws `UnknownType` where the catalogue has no such type. */
export function factIn(
  open: OpenPart,
  position: number,
  entryOf: Catalogue,
): Omit<ReadDocument, 'kind'> {
  const entry = entryOf(open.type)
  if (!entry) throw new UnknownType('the catalogue has no such type of document')
  return { open, entry, fact: factOf(open, position, entry) }
}

/** What the clock service says of a person. */
function readTold(value: unknown, { id, type, position }: RecordedEvent): ReadEvent {
  return { kind: 'news', told: { stored: readNews(type, value), id, position } }
}

function readRegistration(value: unknown): ReadEvent {
  const { agency } = value as AgencyRegistered
  if (!agencyCode(agency.code)) throw new NoAgency('a registration names its agency')
  return { kind: 'registration', agency }
}

class UnknownEvent extends Error {}
class UnknownType extends Error {}
class NoDocument extends Error {}
class NoAgency extends Error {}
