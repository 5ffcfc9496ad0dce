/** Checks that an entry file says what the contract `CatalogueEntry` promises. */
import type { CatalogueEntry, Role } from '@xianjie/contracts'
import {
  AGENCY_KINDS,
  AGENCY_LEVELS,
  EFFECTS,
  KINDS,
  RELATIONS,
  RESTRICTIONS,
} from '@xianjie/contracts'

const ROLES = [
  'subject',
  'CC-x',
  'PR-x',
  'PR-=',
  'PS-x',
  'DO',
  'CT-0',
  'PN',
  'DH',
  'PA',
  'CC-new',
  'CC-city',
  'CC-dest',
  'PR-new',
  'PS-new',
  'CT-I',
  'CT-H',
  'PS-city',
  'IMM',
  'entrusting-organ',
  'holders',
  'team',
  'CT-x',
  'CT-new',
  'PS-=',
  'family',
  'superior-PR',
  'addressed-organ',
  'superior-organ',
  'education-department',
  'assisting-departments',
  'applicant',
  'police-network',
  'resettlement-unit',
  'deciding-organ',
  'signing-counterpart',
  'original-recipients',
] as const satisfies readonly Role[]

type Check = (value: unknown) => boolean

const isText: Check = (value) => typeof value === 'string' && value.trim() !== ''
const matches =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value)
const oneOf =
  (allowed: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && allowed.includes(value)
const listOf =
  (check: Check, atLeast = 0): Check =>
  (value) =>
    Array.isArray(value) && value.length >= atLeast && value.every(check)

/** An object with exactly these members; a name that ends in `?` may be absent. */
const members =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) => {
    if (!isObject(value)) return false
    const known = new Set(Object.keys(checks).map((name) => name.replace('?', '')))
    return (
      Object.keys(value).every((name) => known.has(name)) &&
      Object.entries(checks).every(([name, check]) => {
        const member = value[name.replace('?', '')]
        return member === undefined ? name.endsWith('?') : check(member)
      })
    )
  }

const isClock = matches(/^T\d{2}[a-z]?$/)
const SLUG = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
/** `any`, or types; whether the catalogue has them is for who reads the whole of it. */
const leadsTo: Check = (value) => value === 'any' || listOf(matches(SLUG), 1)(value)

const ENTRY: Readonly<Record<string, Check>> = {
  slug: matches(SLUG),
  row: matches(/^[A-F]\d{1,2}[a-z]?$/),
  // A row with several slugs has ranks between those of its neighbours.
  order: Number.isFinite,
  title: members({ zh: isText, en: isText }),
  issuers: listOf(
    members({ kind: oneOf(AGENCY_KINDS), 'levels?': listOf(oneOf(AGENCY_LEVELS), 1) }),
    1,
  ),
  recipients: listOf(oneOf(ROLES)),
  copies: listOf(oneOf(ROLES)),
  basis: listOf(isText, 1),
  effect: oneOf(EFFECTS),
  'measure?': oneOf(RESTRICTIONS),
  kinds: listOf(oneOf(KINDS), 1),
  clocks: members({ starts: listOf(isClock), stops: listOf(isClock) }),
  relations: members(Object.fromEntries(RELATIONS.map((relation) => [`${relation}?`, leadsTo]))),
  'nameUnverified?': (value) => typeof value === 'boolean',
}

/** Takes the parsed entry file of the folder `slug`; throws an Error naming the file and the member. */
export function catalogueEntry(value: unknown, slug: string, file: string): CatalogueEntry {
  if (!isObject(value)) throw new Error(`${file}: an entry is an object`)
  if (value.slug !== slug) throw new Error(`${file}: slug is not the name of its folder, ${slug}`)
  for (const name of Object.keys(value)) {
    if (!(name in ENTRY) && !(`${name}?` in ENTRY))
      throw new Error(`${file}: unknown member ${name}`)
  }
  for (const [name, check] of Object.entries(ENTRY)) {
    if (!members({ [name]: check })(pick(value, name.replace('?', '')))) {
      throw new Error(`${file}: member ${name.replace('?', '')} is missing or wrong`)
    }
  }
  return value as CatalogueEntry
}

const pick = (value: Readonly<Record<string, unknown>>, name: string) =>
  name in value ? { [name]: value[name] } : {}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
