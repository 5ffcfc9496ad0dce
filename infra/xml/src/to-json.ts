/**
 * XML to JSON by the schema. What the schema does not know is kept under a name that the schema does not
 * know either, so that the validator refuses it: nothing is dropped, nothing is bent into place.
 */
import { readScalar } from './scalar.ts'
import { documentShape, type JsonSchema, type ObjectShape, type Shape } from './shape.ts'
import { isBlank, type XmlElement } from './tree.ts'

type Json = Record<string, unknown>

/**
 * The JSON of a document that `readXml` has read. Properties come in the order of the document.
 * Unknown elements and attributes become camelCase properties; `<Name>`, `@name` and `#text` hold what
 * has a property's name but stands in another place than the property.
 */
export function toJson(root: XmlElement, schema: JsonSchema): unknown {
  return readObject(root, documentShape(schema))
}

function readShape(element: XmlElement, shape: Shape): unknown {
  switch (shape.kind) {
    case 'object':
      return readObject(element, shape)
    case 'array':
      return readShape(element, shape.items)
    case 'scalar':
      return isLeaf(element) ? readScalar(shape, element.text) : readUnknown(element)
    case 'unknown':
      return readUnknown(element)
  }
}

const isLeaf = ({ attributes, children }: XmlElement): boolean =>
  attributes.length === 0 && children.length === 0

function readObject(element: XmlElement, shape: ObjectShape): Json {
  const json: Json = {}
  for (const [name, value] of element.attributes) readAttribute(json, shape, name, value)
  readText(json, shape, element.text)
  for (const child of element.children) readChild(json, shape, child)
  return json
}

function readAttribute(json: Json, shape: ObjectShape, name: string, value: string): void {
  const property = shape.properties.get(name)
  if (property?.kept === 'attribute') put(json, name, readAtom(property.shape, value))
  else put(json, property ? `@${name}` : name, value)
}

function readText(json: Json, { text: property }: ObjectShape, text: string): void {
  if (text === '') return
  if (property) put(json, property.name, readAtom(property.shape, text))
  else if (!isBlank(text)) put(json, '#text', text)
}

const readAtom = (shape: Shape, text: string): unknown =>
  shape.kind === 'scalar' ? readScalar(shape, text) : text

function readChild(json: Json, shape: ObjectShape, child: XmlElement): void {
  const property = shape.elements.get(child.name)
  if (!property) {
    const name = camelCase(child.name)
    append(json, shape.properties.has(name) ? `<${child.name}>` : name, readUnknown(child))
    return
  }
  const value = readShape(child, property.shape)
  if (property.shape.kind === 'array' && !Object.hasOwn(json, property.name)) {
    put(json, property.name, [value])
  } else append(json, property.name, value)
}

function readUnknown(element: XmlElement): unknown {
  if (isLeaf(element)) return element.text
  const json: Json = {}
  for (const [name, value] of element.attributes) put(json, name, value)
  if (!isBlank(element.text)) put(json, '#text', element.text)
  for (const child of element.children) append(json, camelCase(child.name), readUnknown(child))
  return json
}

const camelCase = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)

// What comes again makes an array; where the schema has none, that is a wrong type.
function append(json: Json, name: string, value: unknown): void {
  const before = Object.hasOwn(json, name) ? json[name] : undefined
  if (before === undefined) put(json, name, value)
  else if (Array.isArray(before)) before.push(value)
  else put(json, name, [before, value])
}

// Assigning to `__proto__` would call a setter of Object.prototype.
function put(json: Json, name: string, value: unknown): void {
  if (name !== '__proto__') json[name] = value
  else {
    const own = { value, writable: true, enumerable: true, configurable: true }
    Object.defineProperty(json, name, own)
  }
}
