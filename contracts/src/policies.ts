/**
 * Points that the law leaves open (law.md §9, §0.3-7), each with the reading that is followed and why.
 * Rules read numbers, and whether limits roll, from here. Two readings are built into the rule that their
 * comment names, because another one would be another rule; they stand here so that nobody misses them.
 */
export const POLICIES = {
  /** Whether a limit of CCL and CCM that ends on a day off ends on the next working day. */
  rollsOverHolidays: {
    default: true,
    reason: 'CPL 105 written for criminal procedure is read as governing 社区矫正法 too',
    source: 'law.md §0.3-7, §9-13',
  },
  /** Limits roll while the person is held too; only custody itself (T50) never does: clocks/revocation.ts. */
  rollsInCustody: {
    default: true,
    reason: 'CPL 105(4) protects the held person’s term and shortens no other limit',
    source: 'law.md §0.3-2, §9-16',
  },
  /** CD for a revocation; PL26 54 says one month for parole from 2026-11-01. */
  revocationDays: {
    default: 30,
    reason: 'CCL 48 and CPLI 545 are the special law',
    source: 'law.md §9-17',
  },
  /** M for the re-check of a 暂外 decision after F5. */
  recheckMonths: {
    default: 1,
    reason: 'PL26 46(2), CPLI 515; TPE16 24(4) gives fifteen days, shown as an early warning',
    source: 'law.md §9-18',
  },
  /** CD of the early warning beside `recheckMonths`. */
  recheckWarningDays: { default: 15, reason: 'TPE16 24(4)', source: 'law.md §9-18' },
  /** M from D16 to custody. */
  deliveryMonths: {
    default: 1,
    reason: 'PSB20 300 and PL26 31; SPP19 625(2) says thirty days',
    source: 'law.md §9-19',
  },
  /** H that stand for 立即; advisory, so never missed. */
  immediatelyHours: {
    default: 24,
    reason: '立即 carries no number and no text attaches a sanction',
    source: 'law.md §9-20',
  },
  /** WD that stand for 及时; advisory, so never missed. No row of law.md §2 rests on it yet. */
  promptlyWorkingDays: {
    default: 3,
    reason: '及时 carries no number and no text attaches a sanction',
    source: 'law.md §9-20',
  },
  /** A day printed in B16 that is later than the counted one governs for the subject: report-limit.ts. */
  laterReportDayGoverns: {
    default: true,
    reason: 'the subject may trust the printed day',
    source: 'law.md §9-4, §9-26',
  },
  /** CD of a reply to a written notice that sets no time. */
  replyDays: { default: 15, reason: 'SUP08', source: 'law.md §2 T70' },
} as const satisfies Record<string, Policy<number | boolean>>

export type Policy<Value> = {
  readonly default: Value
  readonly reason: string
  /** Where the question comes from. */
  readonly source: string
}
