import type { Violation } from '@xianjie/contracts'
import { gate } from './gate.ts'
import { parse } from './parse.ts'
import { violationOf, XmlRefused } from './refusal.ts'
import { collapse } from './scalar.ts'
import type { XmlElement } from './tree.ts'

export type XmlRead =
  | {
      readonly ok: true
      /** The root's attribute `type`, '' where it is missing. */
      readonly type: string
      readonly root: XmlElement
    }
  | { readonly ok: false; readonly violations: readonly Violation[] }

/**
 * Reads the bytes of a document (api.md "The document"): UTF-8, at most DOCUMENT_BYTES_MAX bytes, no DTD,
 * no entity but the predefined, one namespace, no mixed content. Never throws: all else is `malformed`.
 */
export function readXml(bytes: Uint8Array): XmlRead {
  try {
    const root = parse(gate(bytes))
    const type = root.attributes.find(([name]) => name === 'type')?.[1] ?? ''
    return { ok: true, type: collapse(type), root }
  } catch (error) {
    const refused = error instanceof XmlRefused ? error : new XmlRefused('syntax')
    return { ok: false, violations: [violationOf(refused)] }
  }
}
