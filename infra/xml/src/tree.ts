/** The tree of elements as it grows under the parser, within limits of depth and number. */
import assert from 'node:assert/strict'
import { XML_DEPTH_MAX, XML_ELEMENTS_MAX } from './limits.ts'
import {
  type Attributes,
  localName,
  meantAttributes,
  openScope,
  outermost,
  type Scope,
} from './namespace.ts'
import { XmlRefused } from './refusal.ts'

/** An element of the document's namespace. One with children has no text. */
export type XmlElement = {
  /** Local name. */
  readonly name: string
  /** In the order of the document; a prefixed name keeps its prefix. */
  readonly attributes: readonly (readonly [name: string, value: string])[]
  /** In the order of the document. */
  readonly children: readonly XmlElement[]
  readonly text: string
}

/** An element whose end has not come yet. */
type OpenElement = Pick<XmlElement, 'name' | 'attributes'> & {
  readonly scope: Scope
  readonly children: XmlElement[]
  text: string
  hasText: boolean
}

export type Tree = { readonly open: OpenElement[]; elements: number; root: XmlElement | undefined }

export const emptyTree = (): Tree => ({ open: [], elements: 0, root: undefined })

/** Takes a start tag. Throws XmlRefused. */
export function openElement(tree: Tree, tagName: string, attributes: Attributes): void {
  if (tree.elements === XML_ELEMENTS_MAX) throw new XmlRefused('elements')
  if (tree.open.length === XML_DEPTH_MAX) throw new XmlRefused('depth')
  const parent = tree.open.at(-1)
  if (parent?.hasText) throw new XmlRefused('mixed-content')
  const scope = openScope(parent?.scope ?? outermost, attributes)
  const name = localName(scope, tagName)
  if (!parent && (tree.root || name !== 'LegalDocument')) throw new XmlRefused('root')
  tree.elements += 1
  const meant = meantAttributes(scope, attributes)
  tree.open.push({ name, attributes: meant, scope, children: [], text: '', hasText: false })
}

/** Takes text; the parser sees to it that none stands outside the root. Throws XmlRefused. */
export function addText(tree: Tree, text: string): void {
  const element = tree.open.at(-1)
  if (!element) return
  if (!element.hasText) element.hasText = !isBlank(text)
  if (element.children.length === 0) element.text += text
  else if (element.hasText) throw new XmlRefused('mixed-content')
}

/** Takes an end tag. */
export function closeElement(tree: Tree): void {
  const { name, attributes, children, text } = tree.open.pop() ?? assert.fail('no open element')
  const element = { name, attributes, children, text: children.length > 0 ? '' : text }
  const parent = tree.open.at(-1)
  if (parent) parent.children.push(element)
  else tree.root = element
}

/** Whether text is nothing but white space (XML 1.0 §2.3 S), which an ideographic space is not. */
export const isBlank = (text: string): boolean => /^[ \t\n\r]*$/.test(text)
