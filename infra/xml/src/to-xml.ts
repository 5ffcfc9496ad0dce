/** JSON to canonical XML: one document, one text. The form of schemas/documents/<slug>/example.xml. */
import { DOCUMENT_NAMESPACE } from '@xianjie/contracts'
import {
  documentShape,
  type JsonSchema,
  type ObjectShape,
  type Property,
  type Shape,
} from './shape.ts'

/** The document has something that XML or its schema has no place for. Sending it again does not help. */
export class XmlUnwritable extends Error {
  readonly code = 'xml-unwritable'
  readonly retriable = false

  /** `path` is the JSON pointer of what cannot be written. */
  constructor(path: string, why: string) {
    super(`${path}: ${why}`)
    this.name = 'XmlUnwritable'
  }
}

type Json = Readonly<Record<string, unknown>>
/** Where the writer stands: two spaces for each level, and the JSON pointer of the value. */
type At = { readonly indent: string; readonly path: string }

/**
 * The document in XML, elements in the order of the schema, ending in a line end. Throws XmlUnwritable for
 * properties that the schema does not know, values of another kind and characters that XML 1.0 forbids,
 * none of which a valid document has (JSON alone could hold such characters). An empty array is not written.
 */
export function toXml(document: unknown, schema: JsonSchema): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>']
  const namespace = ` xmlns="${DOCUMENT_NAMESPACE}"`
  writeObject(lines, `LegalDocument${namespace}`, document, documentShape(schema), top)
  return `${lines.join('\n')}\n`
}

const top: At = { indent: '', path: '' }

function writeShape(lines: string[], name: string, value: unknown, shape: Shape, at: At): void {
  if (shape.kind === 'object') {
    writeObject(lines, name, value, shape, at)
    return
  }
  const text = escapeText(atom(value, at))
  lines.push(text === '' ? `${at.indent}<${name}/>` : `${at.indent}<${name}>${text}</${name}>`)
}

function writeObject(
  lines: string[],
  name: string,
  value: unknown,
  shape: ObjectShape,
  at: At,
): void {
  const json = checked(value, shape, at)
  const start = `${at.indent}<${name}${attributes(json, shape, at)}`
  const end = `</${name.split(' ', 1)[0]}>`
  const content: string[] = []
  writeChildren(content, json, shape, at)
  const text = shape.text ? escapeText(atom(json[shape.text.name] ?? '', at)) : ''
  if (text !== '' && content.length > 0) throw new XmlUnwritable(at.path, 'text beside elements')
  if (content.length > 0) lines.push(`${start}>`, ...content, at.indent + end)
  else lines.push(text === '' ? `${start}/>` : `${start}>${text}${end}`)
}

function checked(value: unknown, shape: ObjectShape, at: At): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new XmlUnwritable(at.path, 'not an object')
  }
  for (const name of Object.keys(value)) {
    if (!shape.properties.has(name)) throw new XmlUnwritable(`${at.path}/${name}`, 'unknown')
  }
  return value as Json
}

function attributes(json: Json, shape: ObjectShape, at: At): string {
  let written = ''
  for (const { name, kept } of present(json, shape)) {
    if (kept !== 'attribute') continue
    written += ` ${name}="${escapeAttribute(atom(json[name], step(at, name)))}"`
  }
  return written
}

function writeChildren(lines: string[], json: Json, shape: ObjectShape, at: At): void {
  for (const { name, element, kept, shape: inner } of present(json, shape)) {
    if (kept !== 'element') continue
    const below = { ...step(at, name), indent: `${at.indent}  ` }
    if (inner.kind === 'array') writeItems(lines, element, json[name], inner.items, below)
    else writeShape(lines, element, json[name], inner, below)
  }
}

function writeItems(lines: string[], name: string, value: unknown, items: Shape, at: At): void {
  if (!Array.isArray(value)) throw new XmlUnwritable(at.path, 'not an array')
  for (const [index, item] of value.entries()) {
    writeShape(lines, name, item, items, step(at, String(index)))
  }
}

const present = (json: Json, { properties }: ObjectShape): Property[] =>
  [...properties.values()].filter(
    ({ name }) => Object.hasOwn(json, name) && json[name] !== undefined,
  )

const step = ({ indent, path }: At, name: string): At => ({ indent, path: `${path}/${name}` })

// XML 1.0 §2.2 Char, and surrogates that stand alone
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ILLEGAL = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|\p{Surrogate}/u

function atom(value: unknown, at: At): string {
  const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  if (!plain) throw new XmlUnwritable(at.path, 'not a plain value')
  const text = String(value)
  if (ILLEGAL.test(text)) throw new XmlUnwritable(at.path, 'a character that XML forbids')
  return text
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
}
const escaped = (character: string): string => escapes[character] ?? character

// A carriage return would become a line feed (XML 1.0 §2.11), white space in attributes a space (§3.3.3).
const escapeText = (text: string): string => text.replace(/[&<>\r]/g, escaped)
const escapeAttribute = (text: string): string => text.replace(/[&<>"\t\n\r]/g, escaped)
