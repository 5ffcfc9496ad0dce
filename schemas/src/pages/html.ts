import type { Block, Line, LinkTo, Page, Piece } from './blocks.ts'

/** The page as a whole HTML document without scripts, styles or anything from elsewhere. */
export const htmlOf = ({ title, blocks }: Page, linkTo: LinkTo): string =>
  `<!doctype html><html lang="zh"><meta charset="utf-8"><title>${escaped(title)}</title>
${blocks.map((block) => blockText(block, linkTo)).join('\n')}
</html>
`

function blockText(block: Block, linkTo: LinkTo): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escaped(block.text)}</h${block.level}>`
    case 'paragraph':
      return `<p>${lineText(block.line, linkTo)}</p>`
    case 'table':
      return [
        `<table border="1"><thead>${row('th', block.head.map(escaped))}</thead><tbody>`,
        ...block.rows.map((cells) =>
          row(
            'td',
            cells.map((cell) => lineText(cell, linkTo)),
          ),
        ),
        '</tbody></table>',
      ].join('\n')
    case 'code':
      return `<pre><code>${escaped(block.text.trimEnd())}</code></pre>`
  }
}

const row = (tag: 'td' | 'th', cells: readonly string[]): string =>
  `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`

const lineText = (line: Line, linkTo: LinkTo): string =>
  line.map((piece) => pieceText(piece, linkTo)).join('')

function pieceText(piece: Piece, linkTo: LinkTo): string {
  if (typeof piece === 'string') return escaped(piece)
  if ('code' in piece) return `<code>${escaped(piece.code)}</code>`
  return `<a href="${escaped(linkTo(piece.type))}">${escaped(piece.text)}</a>`
}

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign)
