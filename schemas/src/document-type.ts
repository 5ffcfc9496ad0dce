/** What `GET /v1/document-types/{slug}` answers. */
import type { CatalogueEntry } from '@xianjie/contracts'
import { knownEntry } from './catalogue.ts'
import { documentSchema } from './document-schema.ts'
import { documentXsd } from './document-xsd.ts'
import { pathOf, readText, remembered } from './file.ts'
import type { JsonSchema } from './json-schema.ts'

/** One and the same document as XML and as JSON, exactly as the files stand. */
export type DocumentExamples = { readonly json: string; readonly xml: string }

export type DocumentType = Pick<
  CatalogueEntry,
  | 'slug'
  | 'row'
  | 'title'
  | 'issuers'
  | 'recipients'
  | 'copies'
  | 'basis'
  | 'effect'
  | 'kinds'
  | 'clocks'
> & {
  readonly schema: JsonSchema
  /** The text of the XML Schema. */
  readonly xsd: string
  readonly examples: DocumentExamples
}

/** Throws RangeError for a slug that the catalogue does not have. */
export const documentExamples: (slug: string) => DocumentExamples = remembered((slug) => {
  knownEntry(slug)
  return Object.freeze({
    json: readText(pathOf('documents', slug, 'example.json')),
    xml: readText(pathOf('documents', slug, 'example.xml')),
  })
})

/** Throws RangeError for a slug that the catalogue does not have. */
export const documentType: (slug: string) => DocumentType = remembered((slug) => {
  const entry = knownEntry(slug)
  return Object.freeze({
    slug,
    row: entry.row,
    title: entry.title,
    issuers: entry.issuers,
    recipients: entry.recipients,
    copies: entry.copies,
    basis: entry.basis,
    effect: entry.effect,
    kinds: entry.kinds,
    clocks: entry.clocks,
    schema: documentSchema(slug),
    xsd: documentXsd(slug),
    examples: documentExamples(slug),
  })
})
