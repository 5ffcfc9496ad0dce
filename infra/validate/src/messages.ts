/**
 * What a violation tells people: the field by its title in the schema and what is expected there. The
 * value that was sent is never repeated, because answers are logged and it may be personal data.
 */
import type { Bilingual } from '@xianjie/contracts'
import type { JsonSchema } from '@xianjie/schemas'
import type { ErrorObject } from 'ajv'
import { alternatives, schemaAt, titleOf } from './describe.ts'
import { FORMATS } from './formats.ts'
import type { ViolationCode } from './violations.ts'

type Case = {
  readonly field: Bilingual
  readonly parent: Bilingual
  readonly params: Readonly<Record<string, unknown>>
  readonly error: ErrorObject
}

/** Takes the schema, the violation's code and pointer and ajv's error; returns its message. */
export function messageOf(
  schema: JsonSchema,
  code: ViolationCode,
  path: string,
  error: ErrorObject,
): Bilingual {
  const parent = path.slice(0, path.lastIndexOf('/'))
  return MESSAGES[code]({
    field: titleOf(schemaAt(schema, path), path),
    parent: titleOf(schemaAt(schema, parent), parent),
    params: error.params,
    error,
  })
}

const say = (zh: string, en: string): Bilingual => ({ zh: `${zh}。`, en: `${en}.` })
const limited =
  (zh: string, en: string, unit: Bilingual = { zh: '', en: '' }) =>
  ({ field, params }: Case): Bilingual =>
    say(
      `“${field.zh}”${zh} ${params.limit}${unit.zh}`,
      `“${field.en}” must have ${en} ${params.limit}${unit.en}`,
    )
const characters = { zh: ' 个字符', en: ' characters' }
const items = { zh: ' 项', en: ' items' }

const MESSAGES: Readonly<Record<ViolationCode, (about: Case) => Bilingual>> = {
  missing: ({ field }) => say(`缺少“${field.zh}”`, `“${field.en}” is missing`),
  unknown: ({ parent }) =>
    say(`“${parent.zh}”中没有这一字段`, `“${parent.en}” has no field of this name`),
  'wrong-type': ({ field, params }) => {
    const type = typeNames(params.type)
    return say(`“${field.zh}”应为${type.zh}`, `“${field.en}” must be ${type.en}`)
  },
  'wrong-format': ({ field, params }) => {
    const expected = formatOf(params)
    return say(`“${field.zh}”应为${expected.zh}`, `“${field.en}” must be ${expected.en}`)
  },
  'not-allowed': ({ field, params }) => {
    const allowed = allowedOf(params)
    return allowed === ''
      ? say('此处不得有该字段', 'This field must not stand here')
      : say(`“${field.zh}”只能是：${allowed}`, `“${field.en}” must be one of: ${allowed}`)
  },
  'too-short': limited('不得少于', 'at least', characters),
  'too-long': limited('不得多于', 'at most', characters),
  'too-small': limited('不得小于', 'a value of at least'),
  'too-large': limited('不得大于', 'a value of at most'),
  'too-few': limited('不得少于', 'at least', items),
  'too-many': limited('不得多于', 'at most', items),
  repeated: ({ field }) => say(`“${field.zh}”中有重复项`, `“${field.en}” holds an item twice`),
  'wrong-combination': ({ field, error }) => {
    const expected = alternatives(error.schema, error.keyword)
    return expected === undefined
      ? say(`“${field.zh}”各字段不能这样组合`, `The fields of “${field.en}” do not go together`)
      : say(`“${field.zh}”${expected.zh}`, `“${field.en}” ${expected.en}`)
  },
}

const TYPES: Readonly<Record<string, Bilingual>> = {
  object: { zh: '对象（一组字段）', en: 'an object' },
  array: { zh: '数组（列表）', en: 'an array' },
  string: { zh: '文本', en: 'text' },
  integer: { zh: '整数', en: 'an integer' },
  number: { zh: '数字', en: 'a number' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
  null: { zh: 'null', en: 'null' },
}

function typeNames(type: unknown): Bilingual {
  const names = [type].flat().map((name) => TYPES[String(name)] ?? { zh: '', en: '' })
  return {
    zh: names.map(({ zh }) => zh).join('或'),
    en: names.map(({ en }) => en).join(' or '),
  }
}

function formatOf(params: Readonly<Record<string, unknown>>): Bilingual {
  const format = FORMATS[String(params.format)]
  if (format) return format.expected
  return { zh: `符合 ${params.pattern} 的文本`, en: `text that matches ${params.pattern}` }
}

function allowedOf(params: Readonly<Record<string, unknown>>): string {
  const values = params.allowedValues ?? ('allowedValue' in params ? [params.allowedValue] : [])
  // The version is permitted as a number and as text: the same to a reader.
  return [...new Set([values].flat().map(String))].join(', ')
}
