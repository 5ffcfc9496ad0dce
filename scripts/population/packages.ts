/** Signed packages of a population: what each issuer would push (api.md "Pushing a document"). */
import { type AgencyCode, instant, type LegalDocument } from '@xianjie/contracts'
import { documentSchema } from '@xianjie/schemas'
import type { KeyKind } from '@xianjie/seal/make'
import { toXml } from '@xianjie/xml'
import {
  type EquippedAgency,
  equipAgency,
  makeDemoAuthority,
  signAs,
  type Unit,
} from '../workshop/agency-workshop.ts'
import { documentOf } from './document-of.ts'
import type { Arrival, Population } from './population.ts'
import type { Province } from './province.ts'

export type SignedPackage = Arrival & {
  readonly document: LegalDocument
  readonly mediaType: 'application/xml' | 'application/json'
  /** These exact bytes are signed. */
  readonly bytes: Buffer
  /** Detached CMS, DER. */
  readonly signature: Uint8Array
}

export type EquippedProvince = ReadonlyMap<AgencyCode, EquippedAgency>

/** Around every life of every population. */
const VALIDITY = {
  from: instant(Date.parse('2015-01-01T00:00:00+08:00')),
  to: instant(Date.parse('2045-01-01T00:00:00+08:00')),
}

/** Keys and certificates for all units, under one authority; new ones in every run. */
export async function equipProvince(
  { units }: Province,
  kind: KeyKind = 'p256',
): Promise<EquippedProvince> {
  const authority = makeDemoAuthority('虚构省证书颁发机构', VALIDITY, kind)
  const equipped = new Map<AgencyCode, EquippedAgency>()
  for (const unit of units) equipped.set(unit.code, await equipAgency(unit, authority, kind))
  return equipped
}

/** Paper after paper by arrival, each signed by its issuer at that moment. */
export function* packagesOf(
  population: Population,
  agencies: EquippedProvince,
): Generator<SignedPackage> {
  for (const arrival of population.byArrival()) {
    const { life, sheet } = arrival
    const agency = agencies.get(sheet.by.code)
    if (!agency) throw new RangeError(`nobody signs for ${sheet.by.code}`)
    const document = documentOf(population.seed, life, sheet)
    const mediaType = mediaTypeOf(sheet.by)
    const text =
      mediaType === 'application/xml'
        ? toXml(document, documentSchema(sheet.type))
        : JSON.stringify(document)
    const bytes = Buffer.from(text)
    yield { ...arrival, document, mediaType, bytes, signature: signAs(agency, bytes, sheet.at) }
  }
}

/** Courts and prisons write XML, everybody else JSON, as in the demo: the platform takes both. */
const mediaTypeOf = ({ kind }: Unit): SignedPackage['mediaType'] =>
  kind === 'court' || kind === 'prison' ? 'application/xml' : 'application/json'
