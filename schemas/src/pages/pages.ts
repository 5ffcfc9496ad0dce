/** Pages of the catalogue as text: in the repository, and as the platform serves them. */
import { remembered } from '../file.ts'
import type { LinkTo, Page } from './blocks.ts'
import { cataloguePage } from './catalogue-page.ts'
import { documentPage } from './document-page.ts'
import { htmlOf } from './html.ts'
import { markdownOf } from './markdown.ts'

const FORMS = { html: htmlOf, markdown: markdownOf } as const
export type PageForm = keyof typeof FORMS

const SERVED: LinkTo = (slug) => `/v1/document-types/${slug}`

/** Path below `schemas/documents` → Markdown. */
export function pageFiles(slugs: readonly string[]): ReadonlyMap<string, string> {
  const beside: LinkTo = (slug) => `../${slug}/README.md`
  return new Map([
    ['README.md', markdownOf(cataloguePage(), (slug) => `${slug}/README.md`)],
    ...slugs.map((slug) => [`${slug}/README.md`, markdownOf(documentPage(slug), beside)] as const),
  ])
}

const served = (page: Page, form: PageForm): string => FORMS[form](page, SERVED)

/** Throws RangeError for a slug that the catalogue does not have. */
export const servedDocumentPage: Readonly<Record<PageForm, (slug: string) => string>> = {
  html: remembered((slug) => served(documentPage(slug), 'html')),
  markdown: remembered((slug) => served(documentPage(slug), 'markdown')),
}

export const servedCataloguePage = (form: PageForm): string => served(cataloguePage(), form)
