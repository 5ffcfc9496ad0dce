/** The page of one document type: who issues it, to whom, why, with which fields, relations and clocks. */
import {
  type Bilingual,
  type CatalogueEntry,
  conditionsOn,
  RELATIONS,
  type Relation,
  type Role,
} from '@xianjie/contracts'
import { knownEntry } from '../catalogue.ts'
import { documentSchema, NAMES_ANOTHER } from '../document-schema.ts'
import { documentExamples } from '../document-type.ts'
import { resolved } from '../json-schema.ts'
import { type Block, joined, type Line, type Page } from './blocks.ts'
import { EFFECT_WORDS } from './effect-words.ts'
import { FIELD_HEAD, fieldRows } from './field-rows.ts'
import {
  AGENCY_KIND_WORDS,
  AGENCY_LEVEL_WORDS,
  CLOCK_TITLES,
  KIND_WORDS,
  RELATION_WORDS,
  ROLE_WORDS,
} from './words.ts'

export const inBoth = ({ zh, en }: Bilingual): string => `${zh} · ${en}`
const NOBODY = '—'
const BREAK = '；'

/** Throws RangeError for a slug that the catalogue does not have. */
export function documentPage(slug: string): Page {
  const entry = knownEntry(slug)
  const title = inBoth(entry.title)
  const blocks: readonly Block[] = [
    { kind: 'heading', level: 1, text: title },
    ...unverified(entry),
    summary(entry),
    ...conditions(slug),
    ...clocks(entry),
    ...fields(slug),
    ...relations(entry),
    ...example(slug),
  ]
  return { title, blocks }
}

const heading = (text: string): Block => ({ kind: 'heading', level: 2, text })
const paragraph = (...line: Line): Block => ({ kind: 'paragraph', line })

const unverified = ({ nameUnverified }: CatalogueEntry): readonly Block[] =>
  nameUnverified
    ? [
        paragraph(
          '名称未见于已核对的规范性文件，为平台所定。 · No text that was read fixes the name of this form; it is the platform’s.',
        ),
      ]
    : []

/** What the issuer may decide, beside its kind and level (`competence/content.ts`). */
const conditions = (slug: string): readonly Block[] =>
  conditionsOn(slug).map((condition) => paragraph(inBoth(condition)))

const summary = (entry: CatalogueEntry): Block => ({
  kind: 'table',
  head: ['项目 Item', '内容 Content'],
  rows: [
    [['类型代码 Type'], [{ code: entry.slug }]],
    [['目录行 Row'], [entry.row]],
    [['制作机关 Issued by'], [issuersText(entry)]],
    [['主送 To'], [rolesText(entry.recipients)]],
    [['抄送 Copies'], [rolesText(entry.copies)]],
    [['依据 Basis'], [entry.basis.join(BREAK)]],
    [
      ['效力 Effect on the status'],
      [{ code: entry.effect }, ` ${inBoth(EFFECT_WORDS[entry.effect])}`],
    ],
    [
      ['矫正类别 Kinds'],
      joined(
        entry.kinds.map((kind): Line => [{ code: kind }, ` ${inBoth(KIND_WORDS[kind])}`]),
        BREAK,
      ),
    ],
  ],
})

/** Kinds and levels as a sentence would have them. */
export const issuersText = ({ issuers }: Pick<CatalogueEntry, 'issuers'>): string =>
  issuers
    .map(({ kind, levels }) => {
      const { zh, en } = AGENCY_KIND_WORDS[kind]
      if (!levels) return `${zh} · ${en}`
      const words = levels.map((level) => AGENCY_LEVEL_WORDS[level])
      const inChinese = words.map((word) => word.zh).join('、')
      return `${zh}（${inChinese}） · ${en} (${words.map((word) => word.en).join(', ')})`
    })
    .join(BREAK)

const rolesText = (roles: readonly Role[]): string =>
  roles.map((role) => inBoth(ROLE_WORDS[role])).join(BREAK) || NOBODY

function clocks({ clocks: { starts, stops } }: CatalogueEntry): readonly Block[] {
  if (starts.length + stops.length === 0) return []
  const rows = (ids: readonly string[], what: string) =>
    ids.map((id): readonly Line[] => {
      const title = CLOCK_TITLES[id]
      return [[{ code: id }], [title ? inBoth(title) : ''], [what]]
    })
  return [
    heading('期限 Clocks'),
    {
      kind: 'table',
      head: ['期限 Clock', '名称 Title', '作用 What it does'],
      rows: [...rows(starts, '起算 starts'), ...rows(stops, '终止 stops')],
    },
  ]
}

function fields(slug: string): readonly Block[] {
  const whole = documentSchema(slug)
  const body = resolved(whole, whole.properties?.body ?? {})
  return [
    heading('正文字段 Fields of the body'),
    paragraph(
      'XML 中字段名首字母大写，列表为重复元素；文书头各类相同，见文书目录。',
      ' · In XML names begin with a capital, lists are repeated elements; for the header see the catalogue.',
    ),
    { kind: 'table', head: FIELD_HEAD, rows: fieldRows(whole, body) },
  ]
}

function relations({ relations: given, effect }: CatalogueEntry): readonly Block[] {
  const required = NAMES_ANOTHER[effect]?.relation
  const rows = RELATIONS.filter((relation) => given[relation]).map((relation): readonly Line[] => [
    [{ code: relation }, ` ${inBoth(RELATION_WORDS[relation])}`],
    targets(given, relation),
    [relation === required ? '是 yes' : ''],
  ])
  return [
    heading('关联 Relations'),
    { kind: 'table', head: ['关系 Relation', '可指向 May lead to', '必填 Required'], rows },
  ]
}

function targets(given: CatalogueEntry['relations'], relation: Relation): Line {
  const types = given[relation] ?? []
  if (types === 'any') return ['任何文书 · any document']
  const links = types.map((type): Line => [{ text: knownEntry(type).title.zh, type }])
  return joined(links, BREAK)
}

const example = (slug: string): readonly Block[] => [
  heading('示例 Example'),
  paragraph(
    '人员、县级以下单位和文号均为虚构。 · Persons, units below the province and numbers are invented.',
  ),
  { kind: 'code', language: 'json', text: documentExamples(slug).json },
]
