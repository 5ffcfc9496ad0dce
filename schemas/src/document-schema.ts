/**
 * The JSON Schema of a whole document, made self-contained: the header, the type's body and the shared
 * fields it uses stand in three files, a reader of the API gets one.
 */
import type { CatalogueEntry, Effect, Relation } from '@xianjie/contracts'
import { knownEntry } from './catalogue.ts'
import { deepFreeze, pathOf, readJsonFile, remembered } from './file.ts'
import type { JsonSchema } from './json-schema.ts'

/** What a definition is called in the whole, by the file that it stands in. */
const RENAMED = {
  'fields.json': (name: string) => name,
  'header.json': (name: string) => `header-${name}`,
  'body.schema.json': (name: string) => `body-${name}`,
}
type Source = keyof typeof RENAMED

/** A document that another must name: by which relation, and by which of its names. */
export type Named = {
  readonly relation: Relation
  readonly by: readonly ('documentId' | 'number')[]
}

/** Effects that mean nothing without another document. Where `by` is empty, either name will do. */
export const NAMES_ANOTHER: Partial<Record<Effect, Named>> = {
  correct: { relation: 'corrects', by: ['documentId'] },
  recall: { relation: 'recalls', by: ['documentId'] },
  // CCL 47: an arrest is proposed together with a revocation only (law.md §3.2 rule 6).
  'propose-arrest': { relation: 'based-on', by: [] },
}

/**
 * Draft-07 schema of the documents of one type. Properties stand in the order in which XML has them.
 * The same frozen object every time. Throws RangeError for a slug that the catalogue does not have.
 */
export const documentSchema: (slug: string) => JsonSchema = remembered((slug) =>
  deepFreeze(compose(knownEntry(slug))),
)

function compose(entry: CatalogueEntry): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `urn:xianjie:document:1:${entry.slug}`,
    title: `${entry.title.zh} · ${entry.title.en}`,
    type: 'object',
    additionalProperties: false,
    required: ['type', 'version', 'header', 'body'],
    properties: {
      type: { title: '文书类型 · document type', const: entry.slug, 'x-xml': 'attribute' },
      version: { title: '版本 · version', enum: [1, '1'], 'x-xml': 'attribute' },
      header: { $ref: '#/definitions/header' },
      body: { $ref: '#/definitions/body' },
    },
    definitions: definitionsOf(entry),
  }
}

function definitionsOf(entry: CatalogueEntry): Readonly<Record<string, JsonSchema>> {
  const files: Record<Source, JsonSchema> = {
    'fields.json': fileSchema('common', 'fields.json'),
    'header.json': fileSchema('common', 'header.json'),
    'body.schema.json': fileSchema(entry.slug, 'body.schema.json'),
  }
  const definitions = new Map<string, JsonSchema>()
  const take = (name: string, schema: JsonSchema, source: Source): void => {
    if (definitions.has(name)) return
    // Holds the place, so that a definition which refers to itself ends.
    definitions.set(name, schema)
    definitions.set(name, copy(schema, source, refer) as JsonSchema)
  }
  const refer = (ref: string, from: Source): string => {
    const { source, name } = target(ref, from, entry.slug)
    const schema = files[source].definitions?.[name]
    if (!schema) throw new Error(`${entry.slug}: ${from} refers to ${ref}, which does not exist`)
    take(RENAMED[source](name), schema, source)
    return `#/definitions/${RENAMED[source](name)}`
  }
  const header = withReference(root(files['header.json']), NAMES_ANOTHER[entry.effect])
  take('header', { ...header, title: '文书头 · header' }, 'header.json')
  take('body', { ...root(files['body.schema.json']), title: '正文 · body' }, 'body.schema.json')
  return Object.fromEntries(definitions)
}

const fileSchema = (folder: string, name: string): JsonSchema =>
  readJsonFile(pathOf('documents', folder, name)) as JsonSchema

function root(schema: JsonSchema): JsonSchema {
  const { $schema: _schema, $id: _id, definitions: _definitions, ...rest } = schema
  return rest
}

/** Copies a schema with every `$ref` written anew. */
function copy(
  node: unknown,
  source: Source,
  refer: (ref: string, from: Source) => string,
): unknown {
  if (Array.isArray(node)) return node.map((member) => copy(member, source, refer))
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string'
        ? refer(value, source)
        : copy(value, source, refer),
    ]),
  )
}

function target(ref: string, from: Source, slug: string): { source: Source; name: string } {
  const parts = /^([a-z.]*)#\/definitions\/([A-Za-z0-9-]+)$/.exec(ref)
  const [, file = '', name = ''] = parts ?? []
  const source = file === '' ? from : file
  if (!parts || !(source in RENAMED)) throw new Error(`${slug}: ${from} refers to ${ref}`)
  return { source: source as Source, name }
}

/** What rests on another document and names none could never be applied: its header must. */
function withReference(header: JsonSchema, named: Named | undefined): JsonSchema {
  const references = header.properties?.references
  const reference = references?.properties?.reference
  if (!named || !references || !reference) return header
  const contains: JsonSchema = {
    required: ['relation', ...named.by],
    properties: { relation: { const: named.relation } },
  }
  return {
    ...header,
    required: [...(header.required ?? []), 'references'],
    properties: {
      ...header.properties,
      references: {
        ...references,
        required: ['reference'],
        properties: { ...references.properties, reference: { ...reference, contains } },
      },
    },
  }
}
