/** Examples teach: none of them does what intake would refuse or find odd. */
import {
  type Agency,
  type CatalogueEntry,
  type Finding,
  factBody,
  intakeFindings,
  type LegalDocument,
  objectionsTo,
} from '@xianjie/contracts'
import { test } from 'tap'
import { catalogue } from './catalogue.ts'
import { documentExamples } from './document-type.ts'
import { regions } from './regions.ts'

/** The regions of the examples do not exist (law.md §7). */
const FICTITIOUS = 'region-unknown'

const without = (code: string, found: readonly Finding[]) =>
  found.filter((one) => one.code !== code)

for (const { slug, effect, issuers } of catalogue) {
  await test(`${slug}: the example is competent, consistent and adds up`, async (t) => {
    const document = JSON.parse(documentExamples(slug).json) as LegalDocument
    const wrong = issuers.map(({ kind, levels }) => {
      const level = levels?.[0] ?? 'county'
      const { code } = document.header.issuer
      return wrongIn(document, effect, { code, kind, level, region: '139921' })
    })
    // The example does not say of which kind its issuer is: it is one of those that may issue it.
    t.ok(
      wrong.some((found) => found.length === 0),
      JSON.stringify(wrong),
    )
  })
}

function wrongIn(
  document: LegalDocument,
  effect: CatalogueEntry['effect'],
  issuer: Pick<Agency, 'code' | 'kind' | 'level' | 'region'>,
) {
  const { type, header, body } = document
  const said = objectionsTo({ type, issuer, document })
  const found = intakeFindings({
    type,
    effect,
    issuer,
    madeOn: header.madeOn,
    ...(header.effectiveOn ? { effectiveOn: header.effectiveOn } : {}),
    facts: factBody(body),
    acceptedOn: header.madeOn,
    unregistered: 0,
    courtLevels: [],
    references: { unknown: 0, otherType: 0, otherNumber: 0 },
    revocation: 'good',
    identityDiffers: false,
    regions,
  })
  return [...said.beyondCompetence, ...said.contradictions, ...without(FICTITIOUS, found)]
}
