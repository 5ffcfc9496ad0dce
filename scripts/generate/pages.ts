/** The pages of the catalogue, one beside each type's files and one for the whole. */
import { catalogue, pageFiles } from '@xianjie/schemas'

/** Path below the repository → text. */
export const catalogueFiles = (): ReadonlyMap<string, string> =>
  new Map(
    [...pageFiles(catalogue.map(({ slug }) => slug))].map(([path, text]) => [
      `schemas/documents/${path}`,
      text,
    ]),
  )
