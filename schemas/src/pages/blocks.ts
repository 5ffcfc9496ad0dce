/** A page before it is Markdown or HTML: the same content for both. */

/** A piece of text, a code as it stands in documents, or a link to the page of a type. */
export type Piece =
  | string
  | { readonly code: string }
  | { readonly text: string; readonly type: string }
export type Line = readonly Piece[]

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'paragraph'; readonly line: Line }
  | {
      readonly kind: 'table'
      readonly head: readonly string[]
      readonly rows: readonly (readonly Line[])[]
    }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }

export type Page = { readonly title: string; readonly blocks: readonly Block[] }

/** Where the page of a type is to be found from this page. */
export type LinkTo = (slug: string) => string

/** Lines one after the other, with something between them. */
export const joined = (lines: readonly Line[], between: string): Line =>
  lines.flatMap((line, at) => (at === 0 ? line : [between, ...line]))
