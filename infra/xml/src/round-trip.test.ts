import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { documentSchema } from '@xianjie/schemas'
import fc from 'fast-check'
import t from 'tap'
import { readXml, toJson, toXml, XmlUnwritable } from './index.ts'

type Draft = {
  readonly $ref?: string
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: Draft
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Draft>>
  readonly definitions?: Readonly<Record<string, Draft>>
}

const documents = new URL('../../../schemas/documents/', import.meta.url)
const slugs = readdirSync(documents, { withFileTypes: true })
  .filter((each) => each.isDirectory() && each.name !== 'common')
  .map(({ name }) => name)
const example = (slug: string, kind: 'xml' | 'json') =>
  readFileSync(new URL(`${slug}/example.${kind}`, documents), 'utf8')

function back(xml: string, schema: object): unknown {
  const read = readXml(new TextEncoder().encode(xml))
  return read.ok ? toJson(read.root, schema) : read
}

const awkward = [
  '<',
  '&',
  '>',
  '"',
  "'",
  ' ',
  '\t',
  '\n',
  '\r',
  ']]>',
  '\u3000',
  '\u0085',
  '\u2028',
]
const spoken = [
  '衔',
  '接',
  '𠀀',
  '😀',
  '👨‍👩‍👧',
  'e\u0301',
  '--',
  '&amp;',
  '</Body>',
  '\u200B',
  '\uFEFF',
]
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...awkward, ...spoken),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }),
  ),
  minLength: 1,
  maxLength: 12,
})
const token = fc.stringMatching(/^[0-9A-Za-z:.+-]{1,20}$/)

/** Documents that the schema allows, up to the grammar of formats, which XML does not touch. */
function documentOf(root: Draft, at: Draft = root): fc.Arbitrary<unknown> {
  if (at.$ref) return documentOf(root, root.definitions![at.$ref.slice('#/definitions/'.length)]!)
  const values = 'const' in at ? [at.const] : at.enum
  if (values) return fc.constantFrom(...values.filter(isFirstOfItsText))
  if (at.properties) return objectOf(root, at.properties, at.required ?? [])
  if (at.items) return fc.array(documentOf(root, at.items), { minLength: 1, maxLength: 3 })
  if (at.type === 'boolean') return fc.boolean()
  if (at.type === 'integer') return fc.integer({ min: at.minimum ?? 0, max: at.maximum ?? 9e9 })
  return at.format || at.pattern ? token : text
}

// 1 and '1' are one text in XML, which reads as the first.
function isFirstOfItsText(value: unknown, index: number, values: readonly unknown[]): boolean {
  return values.findIndex((other) => String(other) === String(value)) === index
}

function objectOf(
  root: Draft,
  properties: Readonly<Record<string, Draft>>,
  required: readonly string[],
): fc.Arbitrary<unknown> {
  const parts = Object.entries(properties).map(([name, part]) => [name, documentOf(root, part)])
  const record: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(parts)
  return fc.record(record, { requiredKeys: [...required], noNullPrototype: true })
}

t.test('a document that XML cannot hold is not written', async (t) => {
  const schema = documentSchema('ruling-parole')
  const unwritable = [
    { header: { title: '\u0001' } },
    { header: { title: '\uD800' } },
    { header: { title: {} } },
    { header: { unknown: '' } },
    { header: [] },
    { header: { copies: { agency: {} } } },
    { type: null },
    null,
  ]
  for (const document of unwritable) t.throws(() => toXml(document, schema), XmlUnwritable)
  t.throws(() => toXml({ header: { title: '\0' } }, schema), {
    message: '/header/title: a character that XML forbids',
    code: 'xml-unwritable',
    retriable: false,
  })
})

for (const slug of slugs) {
  t.test(`both examples of ${slug} are the same document`, async (t) => {
    const schema = documentSchema(slug)
    const document: unknown = JSON.parse(example(slug, 'json'))
    t.strictSame(back(example(slug, 'xml'), schema), document)
    t.equal(toXml(document, schema), example(slug, 'xml'))
  })
}

t.test('properties come in the order of the schema, whatever the order in JSON', async (t) => {
  const xml = toXml(
    { header: { number: 'b', documentId: 'a' }, version: 1 },
    documentSchema('ruling-parole'),
  )
  t.match(xml, /version="1">\n {2}<Header>\n {4}<DocumentId>a<\/DocumentId>\n {4}<Number>b</)
})

t.test('white space in attributes and carriage returns are written as references', async (t) => {
  const attachment = [{ name: '\t"\n<\r&', mediaType: '>' }]
  const document = { header: { title: '\ta\r\n]]>', attachments: { attachment } } }
  const xml = toXml(document, documentSchema('ruling-parole'))
  t.match(xml, '<Attachment name="&#x9;&quot;&#xA;&lt;&#xD;&amp;" mediaType="&gt;"/>')
  t.match(xml, '<Title>\ta&#xD;\n]]&gt;</Title>')
})

t.test('every random document comes back from XML as it was', async (t) => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_000)
  t.comment(`SEED=${seed}`)
  for (const slug of slugs) {
    const schema = documentSchema(slug)
    const arbitrary = documentOf(schema as Draft)
    fc.assert(
      fc.property(arbitrary, (document) => {
        assert.deepStrictEqual(back(toXml(document, schema), schema), document)
      }),
      { seed, numRuns: 100 },
    )
    t.pass(slug)
  }
})
