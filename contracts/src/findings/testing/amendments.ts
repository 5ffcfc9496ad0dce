/** Amendments, copies, dates, readers and markings. */
import type { Fact } from '../../subject/fact.ts'
import { fact, idOf } from '../../subject/testing.ts'
import { enrolled, judged, onProbation, revoked } from '../../subject/testing-courses.ts'
import type { FindingCase } from './cases.ts'
import { paper } from './cases.ts'

const b1: Fact = judged
const corrects = (field: string, value: string, target = b1) => ({
  ...paper('ruling-correction', '2026-04-01', { corrections: [{ field, value }] }),
  references: [{ relation: 'corrects' as const, documentId: target.documentId }],
})
const f8 = corrects('number', 'no. 2')
const recall = (id: string, target: { readonly documentId: typeof b1.documentId }) => ({
  ...fact('document-recall', { id, madeOn: '2026-04-12' }),
  references: [{ relation: 'recalls' as const, documentId: target.documentId }],
})
const f10 = recall('f10', f8)
const foreign = { ...f8, issuer: enrolled.issuer }
const replacing = (type: 'judgment-probation' | 'execution-notice') => ({
  ...fact(type, { id: 're', madeOn: '2026-03-05', body: { term: { years: 1 } } }),
  references: [{ relation: 'replaces' as const, documentId: b1.documentId }],
})
const nowhere = recall('f10', { documentId: idOf('nowhere') })
const circle = [recall('x', { documentId: nowhere.documentId }), recall('f10', recall('x', f8))]
const held = paper('detention-notice', '2026-05-02', {
  measure: 'CRIM_DETENTION',
  from: '2026-05-01',
  to: '2026-04-28',
})

export const AMENDMENT_CASES: readonly FindingCase[] = [
  [
    'amendment-by-other-issuer',
    'a bureau corrects the court',
    [...onProbation, foreign],
    '2026-05-01',
    'holds',
  ],
  [
    'amendment-by-other-issuer',
    'the court corrects itself',
    [...onProbation, f8],
    '2026-05-01',
    'silent',
  ],
  [
    'amendment-of-other-type',
    'a notice replaces a judgment',
    [...onProbation, replacing('execution-notice')],
    '2026-05-01',
    'holds',
  ],
  [
    'amendment-of-other-type',
    'a judgment replaces a judgment',
    [...onProbation, replacing('judgment-probation')],
    '2026-05-01',
    'silent',
  ],
  [
    'amendment-target-unknown',
    'a recall of what nobody sent',
    [...onProbation, nowhere],
    '2026-05-01',
    'holds',
  ],
  [
    'amendment-target-unknown',
    'a recall of a correction that came',
    [...onProbation, f8, f10],
    '2026-05-01',
    'silent',
  ],
  [
    'amendment-cycle',
    'two recalls of each other',
    [...onProbation, ...circle],
    '2026-05-01',
    'holds',
  ],
  ['amendment-cycle', 'one recall', [...onProbation, f8, f10], '2026-05-01', 'silent'],
  [
    'correction-not-applicable',
    'a field that no form has',
    [...onProbation, corrects('colour', 'red')],
    '2026-05-01',
    'holds',
  ],
  [
    'correction-not-applicable',
    'a field that can be',
    [...onProbation, f8],
    '2026-05-01',
    'silent',
  ],
  [
    'correction-of-correction',
    'F8 against F8',
    [...onProbation, f8, { ...corrects('number', 'no. 3', f8), documentId: f10.documentId }],
    '2026-05-01',
    'holds',
  ],
  ['correction-of-correction', 'F8 against B1', [...onProbation, f8], '2026-05-01', 'silent'],
  [
    'recall-of-recall',
    'F10 against F10',
    [...onProbation, f8, f10, recall('f10b', f10)],
    '2026-05-01',
    'holds',
  ],
  ['recall-of-recall', 'F10 against F8', [...onProbation, f8, f10], '2026-05-01', 'silent'],
  [
    'correction-of-substance',
    'the term is “corrected”',
    [...onProbation, corrects('term.months', '6')],
    '2026-05-01',
    'holds',
  ],
  [
    'correction-of-substance',
    'a slip of the pen in the number',
    [...onProbation, f8],
    '2026-05-01',
    'silent',
  ],
  [
    'correction-of-substance',
    'by another issuer, so not applied',
    [...onProbation, { ...corrects('term.months', '6'), issuer: enrolled.issuer }],
    '2026-05-01',
    'silent',
  ],
  [
    'effective-before-made',
    'effect a day before the making',
    [...onProbation, { ...revoked, effectiveOn: '2026-05-09' as Fact['madeOn'] }],
    '2026-06-01',
    'holds',
  ],
  [
    'effective-before-made',
    'effect on the day of making',
    [...onProbation, revoked],
    '2026-06-01',
    'silent',
  ],
  ['dates-reversed', 'held to before from', [...onProbation, held], '2026-06-01', 'holds'],
]
