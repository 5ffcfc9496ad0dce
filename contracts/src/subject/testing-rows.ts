/** Types of the catalogue as tests use them: rank, effect, usual issuer and recipients (law.md §1). */
import type { Effect, Kind } from '../documents/catalogue.ts'
import { KINDS } from '../documents/catalogue.ts'
import type { Restriction } from '../documents/fact-fields.ts'

export type Unit =
  | 'court'
  | 'intermediateCourt'
  | 'otherCourt'
  | 'corrections'
  | 'otherCorrections'
  | 'procuratorate'
  | 'police'
  | 'otherPolice'
  | 'prison'
  | 'prisonAdministration'
  | 'detentionHouse'
  | 'cityCorrections'
  | 'cityProcuratorate'
  | 'otherProcuratorate'
  | 'otherPrisonAdministration'
  | 'judicialOffice'

const JUDGED = ['control', 'probation'] as const
const REVOCABLE = ['probation', 'parole'] as const

export type Row = readonly [
  order: number,
  effect: Effect,
  issuer: Unit,
  to: readonly Unit[],
  kinds?: readonly Kind[],
  measure?: Restriction,
]

export const ROWS = {
  'judgment-control': [20, 'decide', 'court', ['corrections'], ['control']],
  'judgment-probation': [21, 'decide', 'court', ['corrections'], ['probation']],
  'ruling-parole': [24, 'decide', 'intermediateCourt', ['prison', 'corrections'], ['parole']],
  'decision-tpe-court': [27, 'decide', 'court', ['detentionHouse', 'corrections'], ['tpe']],
  'decision-tpe-prison': [28, 'decide', 'prisonAdministration', ['prison', 'corrections'], ['tpe']],
  'decision-tpe-police': [29, 'decide', 'police', ['detentionHouse', 'corrections'], ['tpe']],
  'execution-notice': [35, 'state-effect', 'court', ['corrections']],
  'place-determination': [36, 'determine-place', 'court', ['corrections']],
  'handover-certificate': [39, 'hand-over', 'prison', ['corrections'], ['tpe']],
  'service-receipt': [42, 'prove-service', 'corrections', ['court']],
  'enrolment-record': [45, 'enrol', 'corrections', ['court']],
  'leave-approval': [61, 'grant-leave', 'corrections', []],
  'leave-return-record': [63, 'end-leave', 'corrections', []],
  'decision-reprimand': [75, 'reprimand', 'corrections', []],
  'decision-warning': [76, 'warn', 'corrections', []],
  'search-bulletin': [81, 'search', 'corrections', ['procuratorate']],
  'assist-search-letter': [82, 'request-search', 'corrections', ['police']],
  'detention-notice': [83, 'restrict', 'otherPolice', ['corrections']],
  'release-or-change': [87, 'lift-restriction', 'otherPolice', ['corrections']],
  'proposal-revoke-probation': [111, 'propose-revocation', 'corrections', ['court'], ['probation']],
  'proposal-revoke-parole': [
    112,
    'propose-revocation',
    'corrections',
    ['intermediateCourt'],
    ['parole'],
  ],
  'ruling-revoke-probation': [117, 'revoke', 'court', ['corrections', 'police'], ['probation']],
  'ruling-revoke-parole': [
    118,
    'revoke',
    'intermediateCourt',
    ['corrections', 'police'],
    ['parole'],
  ],
  'ruling-not-revoked': [
    119,
    'refuse-revocation',
    'court',
    ['corrections'],
    ['probation', 'parole'],
  ],
  'proposal-imprison': [
    120,
    'propose-imprisonment',
    'corrections',
    ['prisonAdministration'],
    ['tpe'],
  ],
  'decision-imprison-court': [121, 'imprison', 'court', ['corrections', 'police'], ['tpe']],
  'decision-imprison-prison': [
    122,
    'imprison',
    'prisonAdministration',
    ['prison', 'corrections'],
    ['tpe'],
  ],
  'decision-imprison-police': [123, 'imprison', 'police', ['police', 'corrections'], ['tpe']],
  'decision-not-imprison': [
    124,
    'refuse-imprisonment',
    'prisonAdministration',
    ['corrections'],
    ['tpe'],
  ],
  'capture-notice': [130, 'capture', 'otherPolice', ['police']],
  'custody-receipt': [131, 'take-into-custody', 'prison', ['court']],
  'release-notice-cc': [143, 'release', 'corrections', ['court']],
  'termination-notice': [144, 'terminate', 'corrections', ['court']],
  'ruling-correction': [168, 'correct', 'court', ['corrections']],
  'document-recall': [170, 'recall', 'court', ['corrections']],
  'assess-entrustment': [1, 'entrust-assessment', 'court', ['corrections']],
  'assess-return-notice': [4, 'return-assessment', 'corrections', ['court']],
  'assess-opinion': [6, 'assess', 'corrections', ['court']],
  'ruling-second-instance': [22, 'decide-on-appeal', 'intermediateCourt', ['corrections'], JUDGED],
  'proposal-parole': [25, 'propose-parole', 'prison', ['intermediateCourt'], ['parole']],
  'parole-certificate': [26, 'release-on-parole', 'prison', ['corrections'], ['parole']],
  'decision-tpe-refused': [30, 'refuse-tpe', 'prisonAdministration', ['prison'], ['tpe']],
  'proposal-tpe': [31, 'propose-tpe', 'prison', ['prisonAdministration'], ['tpe']],
  'notice-effective': [34, 'state-effect', 'court', ['corrections']],
  'subject-notification': [37, 'notify-subject', 'court', ['corrections']],
  'exit-restriction': [38, 'restrict-exit', 'court', ['corrections']],
  'missing-documents-notice': [44, 'list-missing', 'corrections', ['court']],
  'enrolment-announcement': [46, 'record', 'corrections', []],
  'missed-handover-notice': [47, 'report-missed-handover', 'corrections', ['court']],
  'recurring-travel-approval': [64, 'permit-travel', 'corrections', []],
  'place-change-consult': [67, 'consult-place-change', 'corrections', ['otherCorrections']],
  'place-change-decision': [69, 'decide-place-change', 'corrections', ['otherCorrections']],
  'not-arrived-notice': [72, 'report-not-arrived', 'otherCorrections', ['corrections']],
  'decision-commendation': [74, 'commend', 'corrections', []],
  'proposal-ps-penalty': [77, 'propose-penalty', 'corrections', ['police']],
  'ps-penalty-decision': [78, 'decide-penalty', 'police', ['corrections']],
  'emonitor-decision': [79, 'monitor', 'corrections', []],
  'criminal-detention': [84, 'restrict', 'otherPolice', [], KINDS, 'CRIM_DETENTION'],
  'arrest-new-crime': [85, 'restrict', 'otherPolice', [], KINDS, 'ARREST'],
  bail: [86, 'restrict', 'otherPolice', [], KINDS, 'BAIL'],
  'residential-surveillance': [1086, 'restrict', 'otherPolice', [], KINDS, 'RESID_SURV'],
  summons: [1087, 'restrict', 'otherPolice', [], KINDS, 'SUMMONS'],
  'judicial-detention': [88, 'restrict', 'court', ['corrections'], KINDS, 'JUDICIAL_DETENTION'],
  'compulsory-rehab': [89, 'restrict', 'police', ['corrections'], KINDS, 'DRUG_REHAB'],
  'proposal-commutation': [91, 'propose-commutation', 'corrections', ['intermediateCourt']],
  'ruling-commutation': [92, 'commute', 'intermediateCourt', ['corrections']],
  'tpe-expiry-letter': [93, 'review-expiry', 'corrections', ['prisonAdministration'], ['tpe']],
  'tpe-extension-decision': [94, 'extend-tpe', 'prisonAdministration', ['corrections'], ['tpe']],
  'assistance-referral': [97, 'record', 'corrections', []],
  indictment: [101, 'prosecute', 'procuratorate', ['otherCourt']],
  'non-prosecution-decision': [1101, 'close-case', 'procuratorate', ['corrections']],
  'proposal-arrest': [113, 'propose-arrest', 'corrections', ['court'], REVOCABLE],
  'decision-arrest': [114, 'order-arrest', 'court', ['corrections', 'police'], REVOCABLE],
  'decision-no-arrest': [115, 'refuse-arrest', 'court', ['corrections'], REVOCABLE],
  'arrest-execution': [116, 'execute-arrest', 'police', ['court'], REVOCABLE, 'ARREST'],
  'execution-notice-revocation': [126, 'order-execution', 'otherCourt', ['police']],
  'release-notice': [127, 'release-from-custody', 'court', ['detentionHouse'], REVOCABLE],
  'escape-notice': [128, 'escape', 'detentionHouse', ['police']],
  'wanted-notice': [129, 'pursue', 'police', []],
  'proposal-uncounted-period': [132, 'propose-uncounted', 'prison', ['intermediateCourt'], ['tpe']],
  'ruling-uncounted-period': [133, 'rule-uncounted', 'intermediateCourt', ['prison'], ['tpe']],
  'judgment-new-crime': [134, 'judge-new-crime', 'otherCourt', ['court', 'corrections']],
  'notice-new-judgment': [135, 'record', 'otherCourt', ['court', 'corrections']],
  'withdrawal-proposal': [136, 'withdraw-proposal', 'corrections', ['court']],
  'final-appraisal': [141, 'review-expiry', 'corrections', []],
  'release-certificate': [142, 'release', 'corrections', []],
  'death-notice': [145, 'record-death', 'corrections', ['court']],
  'prison-release-certificate': [147, 'release', 'prison', ['corrections'], ['tpe']],
  pardon: [148, 'pardon', 'intermediateCourt', ['corrections']],
  'objection-parole-commutation': [164, 'challenge-ruling', 'procuratorate', ['intermediateCourt']],
  'objection-tpe': [165, 'challenge-decision', 'procuratorate', ['prisonAdministration'], ['tpe']],
  'recheck-decision': [167, 'recheck', 'intermediateCourt', ['procuratorate', 'corrections']],
  'retrial-judgment': [169, 'retrial', 'court', ['corrections']],
  'sealing-notice': [171, 'order-sealing', 'court', ['corrections']],
  'unsealing-decision': [172, 'unseal', 'court', ['corrections']],
  'tpe-coercive-relay': [99, 'restrict', 'corrections', ['prison'], ['tpe']],
  'identity-correction': [48, 'record', 'court', ['corrections']],
  'education-notice-minor': [96, 'record', 'corrections', []],
  'resettlement-handover': [149, 'record', 'corrections', []],
  'prosecutorial-opinion-pre': [163, 'record', 'procuratorate', ['court']],
  'assess-supplement-notice': [3, 'record', 'corrections', ['court']],
  'assess-extension-agreement': [5, 'record', 'corrections', ['court']],
  'medical-diagnosis': [32, 'record', 'prison', ['prisonAdministration'], ['tpe']],
  'guarantor-undertaking': [33, 'record', 'prison', ['corrections'], ['tpe']],
  'file-transfer': [40, 'record', 'prisonAdministration', ['otherPrisonAdministration'], ['tpe']],
  'file-prison-designation': [41, 'record', 'otherPrisonAdministration', [], ['tpe']],
  'forwarding-letter': [43, 'record', 'corrections', ['procuratorate', 'police']],
  'place-change-reply': [68, 'record', 'otherCorrections', ['corrections']],
  'place-change-file-handover': [70, 'record', 'corrections', ['otherCorrections']],
  'place-change-receipt': [71, 'record', 'otherCorrections', ['corrections']],
  'custody-file-handover-notice': [73, 'record', 'prison', ['otherCorrections'], ['tpe']],
  'health-interval-extension': [80, 'record', 'cityCorrections', ['corrections'], ['tpe']],
  'health-report': [100, 'record', 'corrections', [], ['tpe']],
  'supplement-request': [125, 'record', 'prisonAdministration', ['corrections'], ['tpe']],
  'prison-release-reminder': [146, 'record', 'corrections', ['prison'], ['tpe']],
  'deportation-handover': [150, 'record', 'corrections', ['police']],
  'rectification-notice': [161, 'record', 'procuratorate', ['corrections']],
  'prosecutorial-suggestion': [162, 'record', 'procuratorate', ['corrections']],
  reply: [166, 'record', 'corrections', ['procuratorate']],
  'sealed-query-decision': [173, 'record', 'court', []],
} as const satisfies Record<string, Row>
export type TypeName = keyof typeof ROWS
