/** Text of one value in XSD: which facets its JSON Schema amounts to. */
import type { JsonSchema } from './json-schema.ts'
import { type Lines, tag } from './xsd-text.ts'

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'
const OFFSET = '(Z|[+\\-][0-9]{2}:[0-9]{2})'

const pattern = (value: string): Lines => tag('xs:pattern', { value })
const restriction = (base: string, facets: Lines): Lines => tag('xs:restriction', { base }, facets)

/** Each format as a named type. What needs arithmetic, a check character, XSD cannot say. */
const FORMATS: Readonly<Record<string, { readonly name: string; readonly body: Lines }>> = {
  'legal-date': {
    name: 'LegalDateFormat',
    body: restriction('xs:date', pattern('[0-9]{4}-[0-9]{2}-[0-9]{2}')),
  },
  'legal-moment': {
    name: 'LegalMomentFormat',
    body: tag('xs:union', { memberTypes: 'LegalDateFormat' }, [
      ...tag('xs:simpleType', {}, restriction('xs:dateTime', pattern(`.+${OFFSET}`))),
    ]),
  },
  'credit-code': {
    name: 'CreditCodeFormat',
    body: restriction('xs:string', pattern('[0-9A-HJ-NP-RTUWXY]{18}')),
  },
  'resident-id': {
    name: 'ResidentIdFormat',
    body: restriction('xs:string', pattern('[0-9]{17}[0-9X]')),
  },
  'document-id': { name: 'DocumentIdFormat', body: restriction('xs:string', pattern(UUID)) },
  digest: { name: 'DigestFormat', body: restriction('xs:string', pattern('sha256:[0-9a-f]{64}')) },
}

/** The named types of the formats that a text refers to, in a fixed order. */
export function formatTypes(text: string): Lines {
  const named = Object.values(FORMATS).map(({ name, body }) => ({
    name,
    lines: tag('xs:simpleType', { name }, body),
  }))
  const used = named.filter(({ name }) => text.includes(`"${name}"`))
  const behind = used.flatMap(({ lines }) => lines).join('\n')
  return named
    .filter((type) => used.includes(type) || behind.includes(`"${type.name}"`))
    .flatMap(({ lines }) => lines)
}

/** A simple type as the name of a type, or else as the content of an `xs:simpleType`. */
export function simpleType(schema: JsonSchema): { name: string } | { body: Lines } {
  const base = baseOf(schema)
  const facets = facetsOf(schema)
  return facets.length === 0 ? { name: base } : { body: restriction(base, facets) }
}

function baseOf(schema: JsonSchema): string {
  const values = schema.enum ?? []
  if (schema.type === 'boolean') return 'xs:boolean'
  if (schema.type === 'integer') return 'xs:integer'
  if (schema.type !== 'string' && schema.const === undefined && values.length === 0) {
    throw new RangeError(`no XSD type for ${JSON.stringify(schema.type)} (${schema.title})`)
  }
  if (schema.format === undefined) return 'xs:string'
  const format = FORMATS[schema.format]
  if (!format) throw new RangeError(`no XSD type for the format ${schema.format}`)
  return format.name
}

function facetsOf(schema: JsonSchema): Lines {
  const values = schema.const === undefined ? (schema.enum ?? []) : [schema.const]
  const facet = (name: string, value: number | undefined): Lines =>
    value === undefined ? [] : tag(name, { value: String(value) })
  return [
    ...(schema.pattern === undefined ? [] : pattern(xsdPattern(schema.pattern))),
    // xs:boolean would take 1 and 0 too, which are no JSON booleans.
    ...(schema.type === 'boolean' ? pattern('true|false') : []),
    // The version may be the number 1 or the text "1" in JSON; in XML that is one value.
    ...[...new Set(values.map(String))].flatMap((value) => tag('xs:enumeration', { value })),
    ...facet('xs:minLength', schema.minLength),
    ...facet('xs:maxLength', schema.maxLength),
    ...facet('xs:minInclusive', schema.minimum),
    ...facet('xs:maxInclusive', schema.maximum),
  ]
}

/** XSD patterns match whole values and know no anchors, no `(?:` and no ASCII-only `\d`. */
function xsdPattern(source: string): string {
  if (/\(\?[=!<]/.test(source)) throw new RangeError(`XSD has no look-around: ${source}`)
  const from = source.startsWith('^') ? '' : '.*'
  const to = source.endsWith('$') ? '' : '.*'
  const inner = source
    .replace(/^\^|\$$/g, '')
    .replaceAll('(?:', '(')
    .replaceAll('\\d', '[0-9]')
    .replaceAll('\\/', '/')
  return `${from}${inner}${to}`
}
