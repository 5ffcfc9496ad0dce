/** Rules of law whose comment, or whose row in a table, names no article. */
import { CLOCK_RULES, FINDING_RULES } from '@xianjie/contracts'
import { catalogue } from '@xianjie/schemas'
import { lawFiles } from './files.ts'

/** Texts of the law by their keys (law.md §0.1). */
const KEYS = [
  ...['CCL', 'CCM', 'CL', 'CPL', 'CPLI', 'OP26', 'TPE\\d\\d', 'PSA25', 'PSB20', 'PL26', 'SEAL22'],
  ...['SPP19', 'DET13', 'PAR1[46]', 'EEA', 'ESL', 'SUP08'],
].join('|')
/** A key with a number, a row, clock or section of law.md, or a Chinese title with a number. */
const ARTICLE = new RegExp(
  [
    `\\b(${KEYS})\\b ?\\d`,
    ...['law\\.md', '§\\d', '\\b[A-F]\\d{1,2}\\b', '\\bT\\d\\d\\b', '法\\d+', '办法\\d+', '法释'],
    'rule \\d',
  ].join('|'),
)

/** Folders and files of rules of law. */
const RULES = new RegExp(
  [
    '^contracts/src/(deadlines|findings|competence|subject/effects)/',
    'subject/(grounds|circumstances|flags|measures|absences|leaves|period|overlays|select|correct)',
    'subject/(fold|clock-changes|liberty-circumstances)',
  ].join('|'),
)

/** What carries rules from one place to another and holds none. */
const PLUMBING = /findings\/(scene|findings-at)\.ts$/

/** Files of rules without an article anywhere in their comments; rows of tables without a basis. */
export function unnamedRules(): readonly string[] {
  const files = lawFiles()
    .filter(({ file }) => RULES.test(file) && !PLUMBING.test(file))
    .filter(({ text }) => !commentsOf(text).some((comment) => ARTICLE.test(comment)))
    .map(({ file }) => file)
  return [
    ...files,
    ...CLOCK_RULES.filter(({ basis }) => basis === '').map(({ id }) => id),
    ...catalogue.filter(({ basis }) => basis.length === 0).map(({ slug }) => slug),
    ...Object.entries(FINDING_RULES)
      .filter(([, { law }]) => law === '')
      .map(([code]) => code),
  ]
}

const commentsOf = (text: string): readonly string[] => [
  ...(text.match(/\/\*\*[\s\S]*?\*\//g) ?? []),
  ...(text.match(/\/\/.*/g) ?? []),
]
