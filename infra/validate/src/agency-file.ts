import type { Agency, TokenKey, Violation } from '@xianjie/contracts'
import { agencySchema } from '@xianjie/schemas'
import { compiled } from './compile.ts'
import { violationsOf } from './violations.ts'

export type AgencyFileCheck =
  | { readonly ok: true; readonly agency: Agency }
  | { readonly ok: false; readonly violations: readonly Violation[] }

/** An agency file as its schema lets it be: two lists may be left out. */
type AgencyFile = Omit<Agency, 'intermediates' | 'crls'> &
  Partial<Pick<Agency, 'intermediates' | 'crls'>>

const validate = compiled(agencySchema)

/** Takes the parsed agency file (api.md, "Setting up a platform"), returns the agency or all faults. */
export function validateAgencyFile(value: unknown): AgencyFileCheck {
  if (!validate(value)) {
    return { ok: false, violations: violationsOf(agencySchema, validate.errors ?? []) }
  }
  const file = value as AgencyFile
  const violations = repeatedKids(file.keys)
  return violations.length > 0 ? { ok: false, violations } : { ok: true, agency: agencyOf(file) }
}

const agencyOf = (file: AgencyFile): Agency => ({
  code: file.code,
  name: file.name,
  kind: file.kind,
  level: file.level,
  region: file.region,
  parent: file.parent,
  trustAnchors: file.trustAnchors,
  intermediates: file.intermediates ?? [],
  crls: file.crls ?? [],
  keys: file.keys,
  status: file.status,
  ...(file.kafka ? { kafka: file.kafka } : {}),
})

/** A token names its key by `kid` alone, so two keys of one name could not be told apart. */
const repeatedKids = (keys: readonly TokenKey[]): readonly Violation[] =>
  keys.flatMap(({ kid }, at) =>
    keys.findIndex((key) => key.kid === kid) === at ? [] : [repeatedKid(at)],
  )

const repeatedKid = (at: number): Violation => ({
  path: `/keys/${at}/kid`,
  code: 'repeated',
  message: {
    zh: '“密钥标识”在同一机关内不得重复。',
    en: '“key id” stands only once in an agency.',
  },
})
