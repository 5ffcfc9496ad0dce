import type { Block, Line, LinkTo, Page, Piece } from './blocks.ts'

/** The page as GitHub-flavoured Markdown, with one line feed at its end. */
export const markdownOf = ({ blocks }: Page, linkTo: LinkTo): string =>
  `${blocks.map((block) => blockText(block, linkTo)).join('\n\n')}\n`

function blockText(block: Block, linkTo: LinkTo): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escaped(block.text)}`
    case 'paragraph':
      return lineText(block.line, linkTo)
    case 'table':
      return [
        row(block.head.map(escaped)),
        row(block.head.map(() => '---')),
        ...block.rows.map((cells) => row(cells.map((cell) => lineText(cell, linkTo)))),
      ].join('\n')
    case 'code':
      return `\`\`\`${block.language}\n${block.text.trimEnd()}\n\`\`\``
  }
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const lineText = (line: Line, linkTo: LinkTo): string =>
  line.map((piece) => pieceText(piece, linkTo)).join('')

function pieceText(piece: Piece, linkTo: LinkTo): string {
  if (typeof piece === 'string') return escaped(piece)
  if ('code' in piece) return `\`${piece.code}\``
  return `[${escaped(piece.text)}](${linkTo(piece.type)})`
}

/** Signs that would end a cell, begin a tag or set text apart. */
const escaped = (text: string): string =>
  text.replace(/[\\|*_<>[\]`]/g, (sign) => `\\${sign}`).replace(/\s*\n\s*/g, ' ')
