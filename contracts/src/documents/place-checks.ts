/** What the document shows of the execution place and its issuer's territory (law.md §4.2, §5.3). */
import { liesIn, regionOn } from '../codes/region.ts'
import { finding, type IntakeCheck, type IntakeCircumstances } from './intake-check.ts'

/** Papers by which a corrections agency takes a person into its own territory. */
const TAKES_IN: ReadonlySet<string> = new Set(['enrolment-record', 'handover-certificate'])

const isUnknown = ({ regions, madeOn, facts }: IntakeCircumstances): boolean =>
  [facts.region, facts.residenceRegion].some(
    (code) => code !== undefined && regionOn(regions, code, madeOn) === undefined,
  )

export const PLACE_CHECKS: readonly IntakeCheck[] = [
  {
    finding: finding(
      'region-unknown',
      'notice',
      '所载行政区划代码在作出日期不在 GB/T 2260 名录内，请核对。',
      'A region code is not in the lists of GB/T 2260 for the day on which the document was made.',
      'GB/T 2260',
    ),
    holds: isUnknown,
  },
  {
    finding: finding(
      'place-outside-territory',
      'serious',
      '所载执行地不在接收机构的辖区内。',
      'The execution place lies outside of the territory of the agency that takes the person in.',
      '社区矫正法17',
    ),
    holds: ({ type, issuer, facts: { region } }) =>
      TAKES_IN.has(type) &&
      issuer.kind === 'corrections' &&
      region !== undefined &&
      !liesIn(region, issuer.region),
  },
  {
    finding: finding(
      'place-agency-differs',
      'warning',
      '所载执行地机构不是社区矫正机构，或者其辖区不含所载执行地。',
      'The agency named for the execution place is no corrections agency, or its territory is another one.',
      '社区矫正法17',
    ),
    holds: ({ placeAgency, facts: { region } }) =>
      placeAgency !== undefined &&
      (placeAgency.kind !== 'corrections' ||
        (region !== undefined && !liesIn(region, placeAgency.region))),
  },
]
