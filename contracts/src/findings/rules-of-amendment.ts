/** Corrections, replacements and recalls that do not fit what they amend (law.md §3.2 rule 8, §9-10). */
import type { FindingRules } from './finding-rule.ts'

export const AMENDMENT_RULES = {
  'amendment-by-other-issuer': {
    severity: 'serious',
    law: '§3.2 rule 8',
    title: { zh: '他机关更正或撤回', en: 'Amended by another issuer' },
    message: {
      zh: '更正、撤回或替换他机关文书，不产生效力；应由原制作机关作出。',
      en: 'Amends a document of another issuer; without effect. The issuer of the original must do it.',
    },
  },
  'amendment-of-other-type': {
    severity: 'warning',
    law: '§3.2 rule 8',
    title: { zh: '替换文书种类不同', en: 'Replaces another type' },
    message: {
      zh: '替换文书与原文书种类不同，不产生效力；请撤回原文书后另行制作。',
      en: 'Replaces a document of another type; without effect. Recall the original and issue the new one on its own.',
    },
  },
  'amendment-target-unknown': {
    severity: 'notice',
    law: '§3.2 rule 8',
    title: { zh: '被更正文书未收到', en: 'Amended document unknown' },
    message: {
      zh: '被更正、撤回或替换的文书尚未收到；请制作机关补送原文书。',
      en: 'The document to be corrected, recalled or replaced is not known; its issuer should send it.',
    },
  },
  'amendment-cycle': {
    severity: 'warning',
    law: '§3.2 rule 8',
    title: { zh: '文书循环撤回', en: 'Amendments in a circle' },
    message: {
      zh: '文书相互撤回或替换，均不产生效力；请制作机关说明以哪份为准。',
      en: 'Documents recall or replace each other; none of it takes effect. The issuer must say which one stands.',
    },
  },
  'correction-not-applicable': {
    severity: 'warning',
    law: 'F8',
    title: { zh: '补正项目无效', en: 'Correction not applicable' },
    message: {
      zh: '补正的项目不存在或内容无效，该项不予适用；请重新补正。',
      en: 'A corrected field is unknown or its value is not valid; it is left as it was. Issue the correction again.',
    },
  },
  'correction-of-correction': {
    severity: 'warning',
    law: '§3.2 rule 8',
    title: { zh: '对补正裁定的补正', en: 'Correction of a correction' },
    message: {
      zh: '补正裁定不能再以补正变更，原文书不受影响；请另行补正原文书，或撤回该补正。',
      en: 'A correction is not corrected in turn; the original is not affected. Correct the original again, or recall the correction.',
    },
  },
  'recall-of-recall': {
    severity: 'notice',
    law: '§3.2 rule 8',
    title: { zh: '撤回被撤回', en: 'Recall recalled' },
    message: {
      zh: '撤回通知本身已被撤回，原文书恢复效力；请各收文机关据此更正记录。',
      en: 'The recall was itself recalled, so the original counts again; recipients should correct their records.',
    },
  },
  'effective-before-made': {
    severity: 'warning',
    law: '§0.3-15',
    title: { zh: '生效早于作出', en: 'Effective before made' },
    message: {
      zh: '生效日期早于作出日期，按作出日期计；请制作机关核对。',
      en: 'Stated to take effect before it was made; the day made counts. The issuer should check the dates.',
    },
  },
} as const satisfies FindingRules
