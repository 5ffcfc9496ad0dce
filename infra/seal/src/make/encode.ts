/** Writing DER through forge's ASN.1, in as few words as the structures need. */
import forge from 'node-forge'

export type Element = forge.asn1.Asn1

const { Class, Type, create } = forge.asn1
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

const primitive = (type: forge.asn1.Type, value: string): Element =>
  create(Class.UNIVERSAL, type, false, value)

export const toBytes = (element: Element): Buffer =>
  Buffer.from(forge.asn1.toDer(element).getBytes(), 'latin1')

/** An element that is encoded already. */
export const fromBytes = (der: Uint8Array): Element => forge.asn1.fromDer(latin1(der))

export const sequence = (...children: readonly Element[]): Element =>
  create(Class.UNIVERSAL, Type.SEQUENCE, true, [...children])

/** A SET OF in DER's order (X.690 §11.6). */
export const setOf = (...children: readonly Element[]): Element =>
  create(Class.UNIVERSAL, Type.SET, true, inOrder(children))

const inOrder = (children: readonly Element[]): Element[] =>
  children.toSorted((one, other) => Buffer.compare(toBytes(one), toBytes(other)))

/** `[number]` around the children: explicit around one, implicit around those of a SET or SEQUENCE. */
export const tagged = (number: number, ...children: readonly Element[]): Element =>
  create(Class.CONTEXT_SPECIFIC, number, true, [...children])

/** `[number] IMPLICIT SET OF`, in DER's order. */
export const taggedSet = (number: number, ...children: readonly Element[]): Element =>
  tagged(number, ...inOrder(children))

/** `[number] IMPLICIT OCTET STRING`. */
export const taggedOctets = (number: number, value: Uint8Array): Element =>
  create(Class.CONTEXT_SPECIFIC, number, false, latin1(value))

/** From the dotted form. */
export const oid = (dotted: string): Element =>
  primitive(Type.OID, forge.asn1.oidToDer(dotted).getBytes())

/** From the content octets, as the constants of `oids.ts` are. */
export const oidElement = (encoded: string): Element => primitive(Type.OID, encoded)

export const integer = (value: number): Element =>
  primitive(Type.INTEGER, forge.asn1.integerToDer(value).getBytes())

/** A positive INTEGER from its magnitude in hexadecimal. */
export function hexInteger(hex: string): Element {
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return primitive(
    Type.INTEGER,
    latin1((bytes[0] ?? 0) & 0x80 ? Buffer.from([0, ...bytes]) : bytes),
  )
}

export const truth = (value: boolean): Element => primitive(Type.BOOLEAN, value ? '\xff' : '\x00')
export const nothing = (): Element => primitive(Type.NULL, '')
export const utf8 = (text: string): Element => primitive(Type.UTF8, latin1(Buffer.from(text)))
export const printable = (text: string): Element => primitive(Type.PRINTABLESTRING, text)
export const octets = (value: Uint8Array): Element => primitive(Type.OCTETSTRING, latin1(value))
export const enumerated = (value: number): Element =>
  primitive(Type.ENUMERATED, String.fromCharCode(value))

export const bits = (value: Uint8Array, unused = 0): Element =>
  primitive(Type.BITSTRING, String.fromCharCode(unused) + latin1(value))

const FIRST_GENERALIZED_YEAR = 2050

/** UTCTime until 2049, GeneralizedTime from then on (RFC 5280 §4.1.2.5). Milliseconds are cut. */
export function time(at: number): Element {
  const text = new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '')
  return new Date(at).getUTCFullYear() < FIRST_GENERALIZED_YEAR
    ? primitive(Type.UTCTIME, text.slice(2))
    : primitive(Type.GENERALIZEDTIME, text)
}

const LINE_CHARACTERS = 64

/** Textual encoding (RFC 7468). */
export function pem(label: string, der: Uint8Array): string {
  const body = Buffer.from(der).toString('base64')
  const lines = body.match(new RegExp(`.{1,${LINE_CHARACTERS}}`, 'g')) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
