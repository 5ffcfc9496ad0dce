/** Agencies as the platform knows them (law.md §4.1; wire shape: api.md "Setting up a platform"). */
import type { AgencyCode } from '../ids.ts'

export const AGENCY_KINDS = [
  'court',
  'procuratorate',
  'police',
  'immigration',
  'prison-administration',
  'prison',
  'detention-house',
  'corrections',
  'judicial-office',
  'justice-bureau',
  'committee',
  'education',
  'civil-affairs',
  'human-resources',
  'market-regulation',
  'medical-insurance',
  'health',
] as const
export type AgencyKind = (typeof AGENCY_KINDS)[number]

export const AGENCY_LEVELS = ['national', 'provincial', 'municipal', 'county', 'township'] as const
export type AgencyLevel = (typeof AGENCY_LEVELS)[number]

/** A public key of the agency for callers' tokens, as a JWK (RFC 7517). */
export type TokenKey = {
  readonly kid: string
  readonly kty: string
  readonly [member: string]: unknown
}

/** One agency's registration, as its file states it and its stream keeps it. */
export type Agency = {
  readonly code: AgencyCode
  readonly name: string
  readonly kind: AgencyKind
  readonly level: AgencyLevel
  /** GB/T 2260, six digits; a province or city ends in zeros. */
  readonly region: string
  readonly parent: AgencyCode | null
  /** PEM certificates that the signer's path must end in. */
  readonly trustAnchors: readonly string[]
  readonly intermediates: readonly string[]
  /** PEM certificate revocation lists. */
  readonly crls: readonly string[]
  readonly keys: readonly TokenKey[]
  readonly status: 'active' | 'suspended' | 'closed'
  /** Whether and as whom the agency uses the platform's Kafka topics; without it, not at all. */
  readonly kafka?: AgencyKafka
}

export type AgencyKafka = {
  /** The broker's name for the agency, such as `User:yunxi-court`; its topics are opened to it alone. */
  readonly principal: string
  /** Takes its feed from `xianjie.feed.<code>.v1`. */
  readonly feed: boolean
  /** Pushes documents to `xianjie.inbound.<code>.v1` and reads the outcomes. */
  readonly inbound: boolean
}

/** An agency together with the revision of its stream that says so. */
export type RegisteredAgency = { readonly agency: Agency; readonly revision: number }

/** Kinds that get no legal documents and no status at all (law.md §4.3, last column). */
const WITHOUT_STATUS: ReadonlySet<AgencyKind> = new Set<AgencyKind>([
  'committee',
  'education',
  'civil-affairs',
  'human-resources',
  'market-regulation',
  'medical-insurance',
  'health',
])

/** Whether agencies of this kind may ask about a person's status at all (law.md §4.3, §4.5). */
export const mayAskStatus = (kind: AgencyKind): boolean => !WITHOUT_STATUS.has(kind)
