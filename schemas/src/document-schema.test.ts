import { test } from 'tap'
import { catalogue } from './catalogue.ts'
import { documentSchema } from './document-schema.ts'
import { type JsonSchema, resolved } from './json-schema.ts'

await test('a slug that the catalogue does not have has no schema', async (t) => {
  t.throws(() => documentSchema('no-such-type'), RangeError)
  t.throws(() => documentSchema('constructor'), RangeError)
})

await test('a schema is self-contained, and every definition in it is used', async (t) => {
  for (const { slug } of catalogue) {
    const schema = documentSchema(slug)
    const text = JSON.stringify(schema)
    const refs = [...text.matchAll(/"\$ref":"([^"]*)"/g)].map(([, ref]) => String(ref))
    t.ok(
      refs.every((ref) => ref.startsWith('#/definitions/')),
      slug,
    )
    const referred = new Set(refs.map((ref) => ref.slice('#/definitions/'.length)))
    t.same(Object.keys(schema.definitions ?? {}).sort(), [...referred].sort(), slug)
    t.doesNotThrow(() => refs.map((ref) => resolved(schema, { $ref: ref })), slug)
  }
})

await test('the properties of the whole stand as XML has them', async (t) => {
  const schema = documentSchema('ruling-parole')
  t.equal(schema.$id, 'urn:xianjie:document:1:ruling-parole')
  t.same(Object.keys(schema.properties ?? {}), ['type', 'version', 'header', 'body'])
  t.equal(schema.properties?.type?.['x-xml'], 'attribute')
  t.same(schema.properties?.version?.enum, [1, '1'])
})

await test('a schema is made once and nobody can change it', async (t) => {
  const schema = documentSchema('ruling-parole')
  t.equal(documentSchema('ruling-parole'), schema)
  t.ok(Object.isFrozen(schema.definitions?.header?.properties?.subject))
})

await test('only a correction, recall or proposed arrest has to name another document', async (t) => {
  const relations: Readonly<Record<string, string>> = {
    correct: 'corrects',
    recall: 'recalls',
    'propose-arrest': 'based-on',
  }
  for (const { slug, effect } of catalogue) {
    const header: JsonSchema = documentSchema(slug).definitions?.header ?? {}
    const reference = header.properties?.references?.properties?.reference
    t.equal(header.required?.includes('references'), effect in relations, slug)
    t.equal(reference?.contains?.properties?.relation?.const, relations[effect], slug)
    const byIdOnly = effect in relations && effect !== 'propose-arrest'
    t.equal(reference?.contains?.required?.includes('documentId') ?? false, byIdOnly, slug)
  }
})

await test('a reference that leads out of the schema is refused', async (t) => {
  t.throws(() => resolved({}, { $ref: 'https://example.org/schema' }), RangeError)
  t.throws(() => resolved({}, { $ref: '#/definitions/nothing' }), RangeError)
})
