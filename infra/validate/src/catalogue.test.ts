/** Walks every document type: what its folder says of itself must be true. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { catalogue, documentExamples, documentXsd } from '@xianjie/schemas'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { test } from 'tap'
import { validateDocument } from './document.ts'
import { readJson } from './read-json.ts'

type Case = {
  readonly name: string
  /** JSON pointer → new value; null takes the property away. */
  readonly change: Readonly<Record<string, unknown>>
  readonly violations: readonly { readonly path: string; readonly code: string }[]
}

const FOLDERS = new URL('../../../schemas/documents/', import.meta.url)
const FILES = [
  'entry.json',
  'body.schema.json',
  'example.json',
  'example.xml',
  'invalid.json',
  'README.md',
]

await test('every folder is a type and has all its files', async (t) => {
  const slugs = readdirSync(FOLDERS, { withFileTypes: true })
    .filter((one) => one.isDirectory() && one.name !== 'common')
    .map(({ name }) => name)
  for (const slug of slugs) {
    for (const file of FILES) t.ok(existsSync(new URL(`${slug}/${file}`, FOLDERS)), slug + file)
  }
  t.same(catalogue.map(({ slug }) => slug).sort(), slugs.sort())
})

for (const { slug } of catalogue) {
  await test(`${slug}: the examples are valid and each wrong one is wrong as it says`, async (t) => {
    const { json } = documentExamples(slug)
    const read = readJson(Buffer.from(json))
    t.ok(read.ok && read.value)
    t.same(validateDocument(slug, JSON.parse(json)), [])

    const cases: readonly Case[] = JSON.parse(
      readFileSync(new URL(`${slug}/invalid.json`, FOLDERS), 'utf8'),
    )
    t.ok(cases.length > 0)
    for (const { name, change, violations } of cases) {
      const found = validateDocument(slug, changed(JSON.parse(json), change))
      t.same(found.map(flat).sort(), violations.map(flat).sort(), name)
      for (const { message } of found) t.ok(message.zh && message.en, name)
    }
  })

  await test(`${slug}: the XSD takes the XML example and refuses what it does not know`, async (t) => {
    const { xml } = documentExamples(slug)
    const valid = xsdCheck(documentXsd(slug))
    t.throws(() => valid(xml.replace('</Body>', '<Remark>x</Remark></Body>')), /Remark/)
    t.throws(() => valid(xml.replace(`type="${slug}"`, 'type="other"')))
    t.throws(() => valid(xml.replace(/<MadeOn>[^<]*/, '<MadeOn>2026-02-30')))
    t.doesNotThrow(() => valid(xml))
  })
}

function flat({ path, code }: { readonly path: string; readonly code: string }): string {
  return `${code} ${path}`
}

function changed(document: unknown, change: Case['change']): unknown {
  for (const [path, value] of Object.entries(change)) {
    const names = path.split('/').slice(1).map(unescaped)
    const last = names.pop() ?? ''
    const parent = names.reduce((node, name) => node[name] as Tree, document as Tree)
    if (value !== null) parent[last] = value
    else if (Array.isArray(parent)) parent.splice(Number(last), 1)
    else delete parent[last]
  }
  return document
}
type Tree = { [name: string]: unknown }

function unescaped(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~')
}

/** A function that throws for XML which the XSD does not permit. */
function xsdCheck(xsd: string): (xml: string) => void {
  const schema = XmlDocument.fromString(xsd)
  const validator = XsdValidator.fromDoc(schema)
  return (xml) => {
    const document = XmlDocument.fromString(xml)
    try {
      validator.validate(document)
    } finally {
      document.dispose()
    }
  }
}
