/** All cases of findings. */
import { AMENDMENT_CASES } from './amendments.ts'
import type { FindingCase } from './cases.ts'
import { CHANGE_CASES } from './change.ts'
import { DELIVERY_CASES } from './delivery.ts'
import { ENDING_CASES } from './ending.ts'
import { PAPER_CASES } from './papers.ts'
import { SUPERVISION_CASES } from './supervision.ts'

export const CASES: readonly FindingCase[] = [
  ...AMENDMENT_CASES,
  ...PAPER_CASES,
  ...DELIVERY_CASES,
  ...SUPERVISION_CASES,
  ...CHANGE_CASES,
  ...ENDING_CASES,
]
