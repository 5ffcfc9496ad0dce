/** What each effect of the catalogue contributes to the legal line. One row per effect. */
import type { Effect } from '../../documents/catalogue.ts'
import { startOf } from '../../time.ts'
import type { Entry } from '../entry.ts'
import type { Mark } from '../marks.ts'
import { step } from '../marks.ts'
import { unchanged } from '../model.ts'
import { capture, takeIntoCustody } from './custody.ts'
import { decide, determinePlace, proveService, stateEffect } from './decision.ts'
import { release, terminate } from './ending.ts'
import { enrol, handOver } from './enrolment.ts'
import { liftRestriction, restrict } from './restriction.ts'
import {
  imprison,
  proposeImprisonment,
  proposeRevocation,
  refuseImprisonment,
  refuseRevocation,
  revoke,
} from './revocation.ts'
import { endLeave, grantLeave, reprimand, requestSearch, search, warn } from './supervision.ts'

/** The marks of one document among all that are known. */
export type LayOut = (entry: Entry, all: readonly Entry[]) => readonly Mark[]

/** F8 and F10 have done their work when the facts were selected; they remain on record. */
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
}
