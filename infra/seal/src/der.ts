/**
 * DER as forge's ASN.1 reads it, believed only as far as the bytes confirm: forge also takes BER
 * (indefinite and padded lengths) and keeps no offsets, and two readers that see different
 * structures in the same bytes is how signatures get forged. So every header is compared with the
 * bytes again (X.690 §10.1), which gives each element its exact place as well.
 */
import forge from 'node-forge'

export type Der = {
  /** The identifier octet: class, constructed bit and number (below 31). */
  readonly tag: number
  readonly source: Buffer
  readonly start: number
  readonly body: number
  readonly end: number
  readonly children: readonly Der[]
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

const DEPTH_MAX = 32
const LENGTH_OCTETS_MAX = 4
const HIGH_TAG_NUMBER = 0x1f

/** What a reader of this package throws inside itself; it never leaves the package. */
export class Malformed extends Error {}

/** The result of a reader, or undefined when it found the bytes malformed. Other errors pass. */
export function attempt<Result>(read: () => Result): Result | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof Malformed) return undefined
    throw error
  }
}

/** One DER element that fills `bytes` exactly. Throws `Malformed`. */
export function readDer(bytes: Uint8Array): Der {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const element = confirmed(forgeTree(source), source, 0)
  if (element.end !== source.length) throw new Malformed('bytes behind the element')
  return element
}

function forgeTree(source: Buffer): forge.asn1.Asn1 {
  // The published types lack the options; guessing at structure inside bit strings must be off.
  const options = {
    strict: true,
    parseAllBytes: true,
    decodeBitStrings: false,
    maxDepth: DEPTH_MAX,
  }
  try {
    return forge.asn1.fromDer(source.toString('latin1'), options as unknown as boolean)
  } catch (error) {
    throw new Malformed('not ASN.1', { cause: error })
  }
}

function confirmed(node: forge.asn1.Asn1, source: Buffer, start: number): Der {
  const tag = node.tagClass | (node.constructed ? 0x20 : 0) | node.type
  if (source[start] !== tag || (tag & HIGH_TAG_NUMBER) === HIGH_TAG_NUMBER)
    throw new Malformed('tag')
  const [body, end] = extent(source, start + 1)
  if (typeof node.value === 'string') return { tag, source, start, body, end, children: [] }
  const children: Der[] = []
  let next = body
  for (const childNode of node.value) {
    const child = confirmed(childNode, source, next)
    children.push(child)
    next = child.end
  }
  if (next !== end) throw new Malformed('length')
  return { tag, source, start, body, end, children }
}

/** Where the content that the length octets at `at` announce begins and ends; shortest form only. */
function extent(source: Buffer, at: number): [number, number] {
  const first = source[at]
  if (first === undefined) throw new Malformed('length')
  if (first < 0x80) return within(source, at + 1, first)
  const octets = first & 0x7f
  if (octets === 0 || octets > LENGTH_OCTETS_MAX || at + octets >= source.length) {
    throw new Malformed('length')
  }
  const length = source.readUIntBE(at + 1, octets)
  if (length < 0x80 || source[at + 1] === 0) throw new Malformed('length')
  return within(source, at + 1 + octets, length)
}

function within(source: Buffer, body: number, length: number): [number, number] {
  if (body + length > source.length) throw new Malformed('length')
  return [body, body + length]
}

/** The whole element, header included. */
export const encoding = (der: Der): Buffer => der.source.subarray(der.start, der.end)

export const content = (der: Der): Buffer => der.source.subarray(der.body, der.end)

/** The content, one character per byte: comparable and usable as a key. */
export const contentText = (der: Der): string => der.source.toString('latin1', der.body, der.end)

export const encodingText = (der: Der): string => der.source.toString('latin1', der.start, der.end)

/** The element itself once its tag is the wanted one. Throws `Malformed`, as all readers below. */
export function expect(der: Der | undefined, tag: number): Der {
  if (der?.tag !== tag) throw new Malformed(`tag ${tag} expected`)
  return der
}

export const parts = (der: Der | undefined, tag: number): readonly Der[] =>
  expect(der, tag).children

/** The encoded object identifier, to compare with `OID`. */
export const oidOf = (der: Der | undefined): string => contentText(expect(der, TAG.oid))

/** A shortest-form INTEGER, as its content octets. */
export function integerText(der: Der | undefined): string {
  const octets = content(expect(der, TAG.integer))
  const [first, second] = octets
  if (first === undefined) throw new Malformed('integer')
  if (second !== undefined && (first === 0x00 || first === 0xff) && (first ^ second) < 0x80) {
    throw new Malformed('integer')
  }
  return octets.toString('latin1')
}

/** A non-negative INTEGER below 2^31. */
export function smallInteger(der: Der | undefined): number {
  const octets = Buffer.from(integerText(der), 'latin1')
  if (octets.length > 4) throw new Malformed('integer')
  const value = octets.readIntBE(0, octets.length)
  if (value < 0) throw new Malformed('integer')
  return value
}

/** A BOOLEAN; DER knows 0x00 and 0xff only (X.690 §11.1). */
export function booleanOf(der: Der | undefined): boolean {
  const octets = content(expect(der, TAG.boolean))
  if (octets.length !== 1 || (octets[0] !== 0 && octets[0] !== 0xff)) throw new Malformed('boolean')
  return octets[0] === 0xff
}

/** The octets of a BIT STRING without unused bits, as keys and signatures are. */
export function wholeBits(der: Der | undefined): Buffer {
  const octets = content(expect(der, TAG.bitString))
  if (octets[0] !== 0) throw new Malformed('bit string')
  return octets.subarray(1)
}
