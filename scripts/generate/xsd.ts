/** The XML Schemas that stand beside the documents' JSON Schemas. */
import { catalogue, documentXsd } from '@xianjie/schemas'

/** Path below the repository → text. */
export const xsdFiles = (): ReadonlyMap<string, string> =>
  new Map(
    catalogue.map(({ slug }) => [`schemas/documents/${slug}/document.xsd`, documentXsd(slug)]),
  )
