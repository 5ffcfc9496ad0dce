/** From a row of a story to the document that is signed and sent. */
import type {
  Agency,
  AgencyReference,
  DocumentId,
  LegalDocument,
  Reference,
} from '@xianjie/contracts'
import { documentSchema, entryOf } from '@xianjie/schemas'
import { toXml } from '@xianjie/xml'
import { v5 } from 'uuid'
import { units } from '../workshop/units.ts'
import { type DocumentRow, day, type RowReference, type Story, type UnitName } from './story.ts'

export type MediaType = 'application/xml' | 'application/json'
export type Paper = {
  readonly document: LegalDocument
  readonly mediaType: MediaType
  /** These exact bytes are signed. */
  readonly bytes: Buffer
}

const DEMO_NAMESPACE = '6b0d2c4e-7c0e-5f4a-9a38-1d6f2f0f7a21'

/** The same id in every run, so that playing again pushes the very same documents. */
export const idOf = (story: Story, key: string): DocumentId =>
  v5(`${story.letter}/${key}`, DEMO_NAMESPACE) as DocumentId

export const titleOf = (row: DocumentRow): string =>
  row.title ?? entryOf(row.type)?.title.zh ?? row.type

export function paperOf(story: Story, row: DocumentRow): Paper {
  const document = documentOf(story, row)
  const mediaType = mediaTypeOf(units[row.by].kind)
  const text =
    mediaType === 'application/xml'
      ? toXml(document, documentSchema(row.type))
      : `${JSON.stringify(document, null, 2)}\n`
  return { document, mediaType, bytes: Buffer.from(text) }
}

/** Courts and prisons of the demo write XML, everybody else JSON: the platform takes both. */
const mediaTypeOf = (kind: Agency['kind']): MediaType =>
  kind === 'court' || kind === 'prison' ? 'application/xml' : 'application/json'

function documentOf(story: Story, row: DocumentRow): LegalDocument {
  const { references = [], madeOn = row.at.slice(0, 10), effectiveOn } = row
  const header = {
    documentId: idOf(story, row.key),
    number: row.number,
    title: titleOf(row),
    issuer: agencyOf(row.by),
    madeOn: day(madeOn),
    ...(effectiveOn === undefined ? {} : { effectiveOn: day(effectiveOn) }),
    subject: story.subject,
    ...agencies('recipients', row.to),
    ...agencies('copies', row.copies),
    ...(references.length === 0
      ? {}
      : { references: { reference: references.map((one) => referenceOf(story, one)) } }),
    markings: { minor: false, sealed: false },
  }
  return { type: row.type, version: 1, header, body: row.body }
}

const agencyOf = (name: UnitName): AgencyReference => ({
  code: units[name].code,
  name: units[name].name,
})

const agencies = (member: 'recipients' | 'copies', names: readonly UnitName[] = []) =>
  names.length === 0 ? {} : { [member]: { agency: names.map(agencyOf) } }

function referenceOf(story: Story, reference: RowReference): Reference {
  const { relation } = reference
  if ('number' in reference) return { relation, number: reference.number }
  const named = story.rows.find((row) => row.is === 'document' && row.key === reference.key)
  if (named?.is !== 'document') throw new RangeError(`no row has the key ${reference.key}`)
  return { relation, documentId: idOf(story, named.key), number: named.number }
}
