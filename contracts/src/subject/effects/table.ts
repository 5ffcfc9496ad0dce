/** What each effect of the catalogue contributes to the legal line. One row per effect. */
import type { Calendar } from '../../deadlines/calendar.ts'
import type { Effect } from '../../documents/catalogue.ts'
import { startOf } from '../../time.ts'
import type { Entry } from '../entry.ts'
import type { Mark } from '../marks.ts'
import { step } from '../marks.ts'
import { unchanged } from '../model.ts'
import {
  assess,
  entrustAssessment,
  proposeParole,
  proposeTpe,
  refuseTpe,
  returnAssessment,
} from './application.ts'
import {
  executeArrest,
  orderArrest,
  proposeArrest,
  refuseArrest,
  releaseFromCustody,
} from './arrest.ts'
import { capture, orderExecution, takeFlight, takeIntoCustody } from './custody.ts'
import {
  decide,
  determinePlace,
  notifySubject,
  proveService,
  releaseOnParole,
  stateEffect,
} from './decision.ts'
import { pardon, recordDeath, release, terminate } from './ending.ts'
import { enrol, handOver, reportMissedHandover } from './enrolment.ts'
import { listMissing, monitor, orderSealing, permitTravel, restrictExit, unseal } from './flags.ts'
import { closeCase, judgeNewCrime, prosecute, pursue } from './new-crime.ts'
import { decidePenalty, proposePenalty } from './penalty.ts'
import { consultPlaceChange, decidePlaceChange, reportNotArrived } from './place-change.ts'
import { withdrawProposal } from './proceedings.ts'
import { liftRestriction, restrict } from './restriction.ts'
import { challengeDecision, challengeRuling, decideOnAppeal, recheck, retry } from './review.ts'
import {
  imprison,
  proposeImprisonment,
  proposeRevocation,
  refuseImprisonment,
  refuseRevocation,
  revoke,
} from './revocation.ts'
import {
  commend,
  endLeave,
  grantLeave,
  reprimand,
  requestSearch,
  search,
  warn,
} from './supervision.ts'
import {
  commute,
  extendTpe,
  proposeCommutation,
  proposeUncounted,
  reviewExpiry,
  ruleUncounted,
} from './term.ts'

/** The marks of one document among all that are known. */
export type LayOut = (entry: Entry, all: readonly Entry[], calendar: Calendar) => readonly Mark[]

/** Kept on record; F8 and F10 have done their work when the facts were selected. */
const onRecord: LayOut = (entry) => [step(startOf(entry.original.madeOn), unchanged)]

export const LAY_OUT: { readonly [effect in Effect]: LayOut } = {
  decide,
  'state-effect': stateEffect,
  'determine-place': determinePlace,
  'prove-service': proveService,
  'hand-over': handOver,
  enrol,
  'grant-leave': grantLeave,
  'end-leave': endLeave,
  search,
  'request-search': requestSearch,
  reprimand,
  warn,
  restrict,
  'lift-restriction': liftRestriction,
  'propose-revocation': proposeRevocation,
  revoke,
  'refuse-revocation': refuseRevocation,
  'propose-imprisonment': proposeImprisonment,
  imprison,
  'refuse-imprisonment': refuseImprisonment,
  capture,
  'take-into-custody': takeIntoCustody,
  release,
  terminate,
  correct: onRecord,
  recall: onRecord,
  record: onRecord,
  'entrust-assessment': entrustAssessment,
  assess,
  'return-assessment': returnAssessment,
  'decide-on-appeal': decideOnAppeal,
  'propose-parole': proposeParole,
  'propose-tpe': proposeTpe,
  'refuse-tpe': refuseTpe,
  'release-on-parole': releaseOnParole,
  'notify-subject': notifySubject,
  'restrict-exit': restrictExit,
  'list-missing': listMissing,
  'report-missed-handover': reportMissedHandover,
  'permit-travel': permitTravel,
  'consult-place-change': consultPlaceChange,
  'decide-place-change': decidePlaceChange,
  'report-not-arrived': reportNotArrived,
  commend,
  'propose-penalty': proposePenalty,
  'decide-penalty': decidePenalty,
  monitor,
  'propose-commutation': proposeCommutation,
  commute,
  'review-expiry': reviewExpiry,
  'extend-tpe': extendTpe,
  prosecute,
  'close-case': closeCase,
  'propose-arrest': proposeArrest,
  'order-arrest': orderArrest,
  'refuse-arrest': refuseArrest,
  'execute-arrest': executeArrest,
  'order-execution': orderExecution,
  'release-from-custody': releaseFromCustody,
  escape: takeFlight,
  pursue,
  'propose-uncounted': proposeUncounted,
  'rule-uncounted': ruleUncounted,
  'judge-new-crime': judgeNewCrime,
  'withdraw-proposal': withdrawProposal,
  'record-death': recordDeath,
  pardon,
  'challenge-ruling': challengeRuling,
  'challenge-decision': challengeDecision,
  recheck,
  retrial: retry,
  'order-sealing': orderSealing,
  unseal,
}
