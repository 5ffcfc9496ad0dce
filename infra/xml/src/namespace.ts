/** Namespaces in XML 1.0, as far as a document of one namespace needs them. */
import { DOCUMENT_NAMESPACE } from '@xianjie/contracts'
import { XmlRefused } from './refusal.ts'

const XML = 'http://www.w3.org/XML/1998/namespace'
const XMLNS = 'http://www.w3.org/2000/xmlns/'
const XSI = 'http://www.w3.org/2001/XMLSchema-instance'

/** What prefixes mean inside an element. Linked, not copied: many declarations must not cost more. */
export type Scope = {
  readonly declared: ReadonlyMap<string, string>
  readonly outer: Scope | undefined
}
export const outermost: Scope = { declared: new Map([['xml', XML]]), outer: undefined }

export type Attributes = ReadonlyMap<string, string>
const none: readonly never[] = []
type QName = { readonly prefix: string; readonly local: string }

/** The scope that an element with these attributes opens: often the outer one. */
export function openScope(outer: Scope, attributes: Attributes): Scope {
  if (attributes.size === 0) return outer
  const declared = new Map<string, string>()
  for (const [name, uri] of attributes) {
    if (name === 'xmlns') declared.set('', checkDeclared('', uri))
    else if (name.startsWith('xmlns:')) {
      const { local } = qname(name)
      declared.set(local, checkDeclared(local, uri))
    }
  }
  return declared.size > 0 ? { declared, outer } : outer
}

// Namespaces in XML 1.0 §3: reserved prefixes and namespace names
function checkDeclared(prefix: string, uri: string): string {
  const undeclares = uri === '' && prefix !== ''
  const reserved = prefix === 'xmlns' || uri === XMLNS || (prefix === 'xml') !== (uri === XML)
  if (undeclares || reserved) throw new XmlRefused('prefix')
  return uri
}

/** The local name of an element of the document's namespace. Throws XmlRefused for any other. */
export function localName(scope: Scope, name: string): string {
  const { prefix, local } = qname(name)
  if (lookUp(scope, prefix) !== DOCUMENT_NAMESPACE) throw new XmlRefused('namespace')
  return local
}

/** The attributes that mean something: declarations and schema locations are left out. */
export function meantAttributes(scope: Scope, attributes: Attributes): readonly [string, string][] {
  if (attributes.size === 0) return none
  const meant: [string, string][] = []
  const expanded = new Set<string>()
  for (const [name, value] of attributes) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue
    if (name.includes(':') && isSchemaLocation(expand(scope, name, expanded))) continue
    meant.push([name, value])
  }
  return meant
}

function expand(scope: Scope, name: string, seen: Set<string>): string {
  const { prefix, local } = qname(name)
  const expanded = `${lookUp(scope, prefix)} ${local}`
  if (seen.has(expanded)) throw new XmlRefused('duplicate-attribute')
  seen.add(expanded)
  return expanded
}

const isSchemaLocation = (expanded: string): boolean =>
  expanded === `${XSI} schemaLocation` || expanded === `${XSI} noNamespaceSchemaLocation`

function lookUp(scope: Scope, prefix: string): string {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const uri = at.declared.get(prefix)
    if (uri !== undefined) return uri
  }
  if (prefix === '') return ''
  throw new XmlRefused('prefix')
}

// What a name may hold but not begin with (XML 1.0 §2.3 NameChar less NameStartChar)
const NOT_FIRST = /^(?:[-.\d\u00B7\u203F\u2040]|[\u0300-\u036F])/u

// sax has checked the characters of the name; what is left is one colon, and a name on both sides of it.
function qname(name: string): QName {
  const colon = name.indexOf(':')
  if (colon < 0) return { prefix: '', local: name }
  const local = name.slice(colon + 1)
  const valid = colon > 0 && local !== '' && !local.includes(':') && !NOT_FIRST.test(local)
  if (!valid) throw new XmlRefused('prefix')
  return { prefix: name.slice(0, colon), local }
}
