/**
 * xml2js behind limits. Its Parser drives the parse; what it would make of the events is replaced, which
 * halves the time and mends what xml2js 0.6.2 and the sax below it do otherwise:
 * - a second root, and anything wrong behind the root's end, goes unnoticed;
 * - a repeated attribute is dropped silently, and so is one named `__proto__`;
 * - a child named `toString` or `__proto__` comes out paired with the member of Object.prototype
 *   (CVE-2023-0842 was mended for pollution only);
 * - white space beside attributes is dropped, and the order of children lost.
 */
import { Parser } from 'xml2js'
import { XML_ATTRIBUTES_MAX } from './limits.ts'
import type { Attributes } from './namespace.ts'
import { attributeValue, references, textValue } from './references.ts'
import { XmlRefused } from './refusal.ts'
import {
  addText,
  closeElement,
  emptyTree,
  openElement,
  type Tree,
  type XmlElement,
} from './tree.ts'

type Tag = { readonly name: string; attributes: object }
/** The part of sax.SAXParser that is used here. */
type Sax = {
  line: number
  column: number
  ENTITIES: object
  onopentagstart: (tag: Tag) => void
  onattribute: (attribute: { readonly name: string; readonly value: string }) => void
  onopentag: (tag: Tag) => void
  onclosetag: (name: string) => void
  ontext: (text: string) => void
  oncdata: (text: string) => void
  onopencdata: () => void
  onerror: (error: Error) => void
}

/** The root element of a text that has passed the gate. Throws XmlRefused. */
export function parse(text: string): XmlElement {
  const parser = new Parser({ async: false, strict: true })
  // xml2js keeps its sax parser in this field; its type does not say so.
  const { saxParser: sax } = parser as unknown as { readonly saxParser: Sax }
  const tree = emptyTree()
  hook(sax, tree)
  try {
    // Nobody listens for 'error', so that xml2js throws whatever a hook has thrown.
    parser.parseString(text)
  } catch (error) {
    const reason = error instanceof XmlRefused ? error.reason : 'syntax'
    throw new XmlRefused(reason, { line: sax.line + 1, column: Math.max(sax.column, 1) })
  }
  if (!tree.root) throw new XmlRefused('root')
  return tree.root
}

function hook(sax: Sax, tree: Tree): void {
  const attributesRead = hookAttributes(sax)
  sax.ENTITIES = references
  sax.onopentag = ({ name }) => openElement(tree, name, attributesRead())
  sax.onclosetag = () => closeElement(tree)
  sax.ontext = (text) => addText(tree, textValue(text))
  sax.oncdata = (text) => addText(tree, text)
  sax.onopencdata = () => {
    if (tree.open.length === 0) throw new XmlRefused('syntax')
  }
  // sax would go on after an error, and take quadratic time over many.
  sax.onerror = () => {
    throw new XmlRefused('syntax')
  }
}

/** Answers with the attributes of the tag that was read last. */
function hookAttributes(sax: Sax): () => Attributes {
  let attributes = new Map<string, string>()
  // sax asks its record of attributes before it takes one; frozen, the record itself keeps none.
  const record = Object.assign(Object.create(null), {
    hasOwnProperty: (name: string) => {
      if (attributes.has(name)) throw new XmlRefused('duplicate-attribute')
      return false
    },
  })
  Object.freeze(record)
  sax.onopentagstart = (tag) => {
    if (attributes.size > 0) attributes = new Map()
    tag.attributes = record
  }
  sax.onattribute = ({ name, value }) => {
    if (attributes.size === XML_ATTRIBUTES_MAX) throw new XmlRefused('attributes')
    attributes.set(name, attributeValue(value))
  }
  return () => attributes
}
