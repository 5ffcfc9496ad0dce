/** The document that a sheet becomes: what its issuer would sign and push. */
import type { DocumentId, LegalDocument, Reference } from '@xianjie/contracts'
import { entryOf } from '@xianjie/schemas'
import { v5 } from 'uuid'
import type { Unit } from '../workshop/agency-workshop.ts'
import type { Life } from './life.ts'
import type { Sheet, SheetReference } from './sheet.ts'

const NAMESPACE = '2f4b8a52-96d5-5b1c-8d1e-5a0b7c3f9e10'

/** The same id in every run of one seed. */
export const documentIdOf = (seed: number, { n }: Life, { key }: Sheet): DocumentId =>
  v5(`${seed}/${n}/${key}`, NAMESPACE) as DocumentId

export function documentOf(seed: number, life: Life, sheet: Sheet): LegalDocument {
  const { type, number, by, madeOn, effectiveOn, references, minor, body } = sheet
  const refer = ({ relation, sheet: other }: SheetReference): Reference => ({
    relation,
    documentId: documentIdOf(seed, life, other),
    number: other.number,
  })
  const header = {
    documentId: documentIdOf(seed, life, sheet),
    number,
    title: entryOf(type)?.title.zh ?? type,
    issuer: named(by),
    madeOn,
    ...(effectiveOn === undefined ? {} : { effectiveOn }),
    subject: life.person,
    ...agencies('recipients', sheet.to),
    ...agencies('copies', sheet.copies),
    ...(references.length === 0 ? {} : { references: { reference: references.map(refer) } }),
    markings: { minor, sealed: false },
  }
  return { type, version: 1, header, body }
}

const named = ({ code, name }: Unit) => ({ code, name })

const agencies = (member: 'recipients' | 'copies', units: readonly Unit[]) =>
  units.length === 0 ? {} : { [member]: { agency: units.map(named) } }
