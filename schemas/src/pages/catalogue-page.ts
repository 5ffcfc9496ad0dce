/** The page that lists all document types, and tells of the header that they share. */
import { catalogue, knownEntry } from '../catalogue.ts'
import { documentSchema } from '../document-schema.ts'
import { resolved } from '../json-schema.ts'
import type { Block, Line, Page } from './blocks.ts'
import { inBoth, issuersText } from './document-page.ts'
import { EFFECT_WORDS } from './effect-words.ts'
import { FIELD_HEAD, fieldRows } from './field-rows.ts'

/** law.md §1 has the rows in six parts. */
const PARTS: Readonly<Record<string, string>> = {
  A: '调查评估 · Assessment before the decision',
  B: '决定、送达、交付接收 · Decision, service, hand-over, enrolment',
  C: '监督管理 · Supervision',
  D: '变更刑事执行 · Change of execution',
  E: '解除、终止 · Release and termination',
  F: '检察监督、更正、封存 · Supervision by the procuratorate, corrections, sealing',
}

/** A type whose header asks for nothing that another's does not. */
const ORDINARY = 'ruling-parole'

export function cataloguePage(): Page {
  const title = '文书目录 · The catalogue of documents'
  const parts = Object.entries(PARTS).flatMap(([letter, text]): readonly Block[] => [
    { kind: 'heading', level: 2, text: `${letter} ${text}` },
    {
      kind: 'table',
      head: ['行 Row', '文书 Document', '制作机关 Issued by', '效力 Effect'],
      rows: rows(letter),
    },
  ])
  return { title, blocks: [{ kind: 'heading', level: 1, text: title }, ...parts, ...header()] }
}

const rows = (letter: string): readonly (readonly Line[])[] =>
  catalogue
    .filter(({ row }) => row.startsWith(letter))
    .map((entry): readonly Line[] => [
      [entry.row],
      [{ text: inBoth(entry.title), type: entry.slug }],
      [issuersText(entry)],
      [inBoth(EFFECT_WORDS[entry.effect])],
    ])

function header(): readonly Block[] {
  const whole = documentSchema(knownEntry(ORDINARY).slug)
  return [
    { kind: 'heading', level: 2, text: '文书头 The header of every document' },
    {
      kind: 'table',
      head: FIELD_HEAD,
      rows: fieldRows(whole, resolved(whole, whole.properties?.header ?? {})),
    },
  ]
}
