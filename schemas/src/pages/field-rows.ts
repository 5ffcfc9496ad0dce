/** The fields of a schema as rows of a table: name, meaning, type, whether it must be there. */
import { type JsonSchema, resolved } from '../json-schema.ts'
import type { Line } from './blocks.ts'

export const FIELD_HEAD = ['字段 Field', '含义 Meaning', '类型 Type', '必填 Required'] as const

const REQUIRED = '是 yes'
const SOMETIMES = '有条件 in some cases'

/** Rows of an object and of the objects in it, as `judgment.court`; `whole` holds the definitions. */
export function fieldRows(
  whole: JsonSchema,
  object: JsonSchema,
  above = '',
): readonly (readonly Line[])[] {
  const sometimes = conditional(object)
  return Object.entries(object.properties ?? {}).flatMap(([name, given]) => {
    const schema = resolved(whole, given)
    const path = `${above}${name}`
    const own: readonly Line[] = [
      [{ code: path }],
      [schema.title ?? ''],
      typeOf(whole, schema),
      [object.required?.includes(name) ? REQUIRED : sometimes.has(name) ? SOMETIMES : ''],
    ]
    return [own, ...inside(whole, schema, path)]
  })
}

function inside(whole: JsonSchema, schema: JsonSchema, path: string) {
  if (schema.properties) return fieldRows(whole, schema, `${path}.`)
  const item = schema.items && resolved(whole, schema.items)
  return item?.properties ? fieldRows(whole, item, `${path}[].`) : []
}

/** Names that some branch of a condition requires. */
function conditional(schema: JsonSchema): ReadonlySet<string> {
  const { then, else: otherwise, allOf, anyOf, oneOf } = schema
  const branches = [then, otherwise, ...(allOf ?? []), ...(anyOf ?? []), ...(oneOf ?? [])]
  return new Set(
    branches.flatMap((branch) =>
      branch ? [...(branch.required ?? []), ...conditional(branch)] : [],
    ),
  )
}

const FORMATS: Readonly<Record<string, string>> = {
  'legal-date': '日期 date, YYYY-MM-DD',
  'legal-moment': '日期或时间 date or time, RFC 3339',
  'credit-code': '统一社会信用代码 unified social credit code',
  'resident-id': '公民身份号码 identity number',
  'document-id': '文书标识 UUID',
  digest: '摘要 sha256:…',
}

const TYPES: Readonly<Record<string, string>> = {
  string: '文本 text',
  integer: '整数 whole number',
  number: '数 number',
  boolean: '是否 true or false',
  object: '一组字段 fields',
  array: '列表 list',
}

function typeOf(whole: JsonSchema, schema: JsonSchema): Line {
  if (schema.const !== undefined) return [{ code: String(schema.const) }]
  if (schema.enum) {
    return schema.enum.flatMap((value, at) => [...(at ? [' '] : []), { code: String(value) }])
  }
  if (schema.items) return ['列表 list: ', ...typeOf(whole, resolved(whole, schema.items))]
  if (schema.format) return [FORMATS[schema.format] ?? schema.format]
  return [TYPES[String(schema.type)] ?? String(schema.type)]
}
