/** What is odd about an agency's registration; it is registered all the same (law.md §5.3). */
import { creditCodeParts, isOrganisationCode } from '../codes/credit-code.ts'
import { NATIONAL, type RegionList, regionOn } from '../codes/region.ts'
import type { Finding } from '../subject/finding.ts'
import type { LegalDate } from '../time.ts'
import type { Agency } from './agency.ts'

/** Only the lists tell which regions exist, and they may be older than the region: never a refusal. */
export function agencyFindings(
  { code, region }: Pick<Agency, 'code' | 'region'>,
  regions: RegionList,
  today: LegalDate,
): readonly Finding[] {
  const organisation = creditCodeParts(code)?.organisation ?? ''
  return [
    ...(region === NATIONAL || regionOn(regions, region, today) ? [] : [unknownRegion]),
    ...(isOrganisationCode(organisation) ? [] : [unsoundOrganisation]),
  ]
}

const unknownRegion: Finding = {
  code: 'region-unknown',
  severity: 'notice',
  basis: 'GB/T 2260',
  message: {
    zh: '机关文件所载行政区划代码不在现行 GB/T 2260 名录内，请核对。',
    en: 'The region of the agency file is not in the present lists of GB/T 2260.',
  },
}

const unsoundOrganisation: Finding = {
  code: 'organisation-code-unsound',
  severity: 'notice',
  basis: 'GB 11714-1997',
  message: {
    zh: '统一社会信用代码中的主体标识码（组织机构代码）校验码不正确，请核对。',
    en: 'The organisation code inside of the credit code has a wrong check character.',
  },
}
