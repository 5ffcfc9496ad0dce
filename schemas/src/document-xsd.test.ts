import { test } from 'tap'
import { catalogue } from './catalogue.ts'
import { documentXsd, schemaXsd } from './document-xsd.ts'
import { pathOf, readText } from './file.ts'
import type { JsonSchema } from './json-schema.ts'

const xsdOf = (property: JsonSchema, required = true): string =>
  schemaXsd({
    type: 'object',
    properties: { field: property },
    required: required ? ['field'] : [],
  })

await test('what XSD cannot say is an error and never left out in silence', async (t) => {
  t.throws(() => xsdOf({ type: 'string', pattern: '^(?!x)y$' }), RangeError)
  t.throws(() => xsdOf({ type: 'string', format: 'e-mail' }), RangeError)
  t.throws(() => xsdOf({ type: 'number' }), RangeError)
  t.throws(() => documentXsd('no-such-type'), RangeError)
  const mixed: JsonSchema = {
    type: 'object',
    properties: { inner: { type: 'string' }, said: { type: 'string', 'x-xml': 'text' } },
  }
  t.throws(() => xsdOf(mixed), RangeError)
})

await test('facets say what the keywords say', async (t) => {
  t.match(
    xsdOf({ type: 'integer', minimum: 0, maximum: 9 }),
    /base="xs:integer">\s*<xs:minInclusive value="0"\/>\s*<xs:maxInclusive value="9"\/>/,
  )
  t.match(
    xsdOf({ type: 'string', minLength: 1, maxLength: 5 }),
    /<xs:minLength value="1"\/>\s*<xs:maxLength value="5"\/>/,
  )
  t.match(xsdOf({ type: 'string', pattern: '^(?:\\d{2}|a)$' }), 'value="([0-9]{2}|a)"')
  t.match(xsdOf({ type: 'string', pattern: 'a&b' }), 'value=".*a&amp;b.*"')
  t.match(xsdOf({ type: 'string', enum: ['x"y'] }), 'value="x&quot;y"')
  t.match(xsdOf({ type: 'string', format: 'legal-moment' }), 'memberTypes="LegalDateFormat"')
})

await test('a list repeats its element, and an optional one may be absent', async (t) => {
  const list: JsonSchema = { type: 'array', minItems: 2, maxItems: 7, items: { type: 'string' } }
  t.match(xsdOf(list), '<xs:element name="Field" minOccurs="2" maxOccurs="7" type="xs:string"/>')
  t.match(xsdOf(list, false), 'minOccurs="0" maxOccurs="7"')
  t.match(xsdOf({ type: 'array', items: { type: 'string' } }), 'maxOccurs="unbounded"')
})

await test('the XSD beside each type is the one that its schema makes now', async (t) => {
  for (const { slug } of catalogue) {
    const beside = readText(pathOf('documents', slug, 'document.xsd'))
    t.ok(beside === documentXsd(slug), `${slug}: run npm run generate`)
  }
})
