/** The two cases of law.md §7, as far as the catalogue's types go. */
import type { Fact } from './fact.ts'
import { fact, UNITS } from './testing.ts'
import { doc } from './testing-courses.ts'

const CC = UNITS.corrections.code

/** Case (a) of law.md §7: suspended sentence, leave, one warning, release. */
export const caseA: readonly Fact[] = [
  fact('judgment-probation', {
    id: 'a-b1',
    madeOn: '2026-03-12',
    number: '（2026）冀9902刑初31号',
    arrives: '2026-03-25',
    copies: ['procuratorate', 'police'],
    body: {
      kind: 'probation',
      term: { months: 5 },
      assessmentAdopted: true,
      servedOn: '2026-03-12',
      servedOnProsecutor: '2026-03-12',
    },
  }),
  fact('execution-notice', {
    id: 'a-b14',
    madeOn: '2026-03-25',
    refers: { 'based-on': 'a-b1' },
    body: { judgmentEffectiveOn: '2026-03-24' },
  }),
  fact('place-determination', {
    id: 'a-b15',
    madeOn: '2026-03-25',
    body: { region: '139921', agency: CC },
  }),
  fact('service-receipt', { id: 'a-b21', madeOn: '2026-03-26', refers: { answers: 'a-b14' } }),
  fact('enrolment-record', {
    id: 'a-b24',
    madeOn: '2026-03-31',
    body: { reportedOn: '2026-03-31', reportCode: '01' },
  }),
  fact('leave-approval', {
    id: 'a-c1',
    madeOn: '2026-05-13',
    body: { appliedOn: '2026-05-11', from: '2026-05-15', to: '2026-05-24', outcome: 'granted' },
  }),
  fact('search-bulletin', {
    id: 'a-c21',
    madeOn: '2026-05-25',
    body: { since: '2026-05-25', reason: 3, result: 'started' },
  }),
  fact('assist-search-letter', {
    id: 'a-c22',
    madeOn: '2026-05-27',
    body: { since: '2026-05-25', reason: 3 },
  }),
  fact('search-bulletin', {
    id: 'a-c21b',
    madeOn: '2026-06-06',
    body: { result: 'found', since: '2026-05-25', foundAt: '2026-06-06', goodReason: false },
  }),
  fact('leave-return-record', {
    id: 'a-c3',
    madeOn: '2026-06-06',
    refers: { answers: 'a-c1' },
    body: { returnedAt: '2026-06-06' },
  }),
  fact('decision-warning', { id: 'a-c16', madeOn: '2026-06-08' }),
  fact('release-notice-cc', {
    id: 'a-e3',
    madeOn: '2026-08-24',
    body: { releaseReason: 'expiry', periodFrom: '2026-03-24', periodTo: '2026-08-23' },
  }),
]

/** Case (b) of law.md §7 as far as these types go: parole, pursuit, revoked elsewhere, custody. */
export const caseB: readonly Fact[] = [
  fact('ruling-parole', {
    id: 'b-b3',
    madeOn: '2026-02-10',
    number: '（2026）冀99刑更41号',
    arrives: '2026-02-11',
    to: ['prison', 'cityProcuratorate'],
    copies: ['procuratorate', 'police'],
    body: {
      kind: 'parole',
      outcome: 'granted',
      servedOn: '2026-02-11',
      periodFrom: '2026-02-13',
      periodTo: '2027-12-09',
    },
  }),
  fact('execution-notice', {
    id: 'b-b14',
    madeOn: '2026-02-13',
    by: 'intermediateCourt',
    refers: { 'based-on': 'b-b3' },
  }),
  fact('place-determination', {
    id: 'b-b15',
    madeOn: '2026-02-13',
    by: 'intermediateCourt',
    body: { region: '139921', agency: CC },
  }),
  fact('service-receipt', {
    id: 'b-b21',
    madeOn: '2026-02-24',
    to: ['intermediateCourt'],
    refers: { answers: 'b-b14' },
  }),
  fact('enrolment-record', {
    id: 'b-b24',
    madeOn: '2026-02-24',
    body: { reportedOn: '2026-02-24', reportCode: '01' },
  }),
  fact('search-bulletin', {
    id: 'b-c21',
    madeOn: '2026-06-09',
    body: { since: '2026-06-08T20:00:00+08:00', reason: 1, result: 'started' },
  }),
  fact('assist-search-letter', {
    id: 'b-c22',
    madeOn: '2026-06-11',
    body: { since: '2026-06-08T20:00:00+08:00', reason: 1 },
  }),
  fact('capture-notice', { id: 'b-d20', madeOn: '2026-06-28', body: { capturedOn: '2026-06-28' } }),
  fact('detention-notice', {
    id: 'b-c23',
    madeOn: '2026-06-30',
    copies: ['procuratorate'],
    body: { measure: 'CRIM_DETENTION', decidedOn: '2026-06-28', newCrime: true },
  }),
  fact('detention-notice', {
    id: 'b-c23b',
    madeOn: '2026-07-10',
    copies: ['procuratorate'],
    body: { measure: 'ARREST', decidedOn: '2026-07-09', newCrime: true },
  }),
  fact('termination-notice', {
    id: 'b-e4',
    madeOn: '2026-10-09',
    body: { endedOn: '2026-09-29', terminationReason: 'parole-revoked' },
  }),
  fact('custody-receipt', { id: 'b-d21', madeOn: '2026-10-30', body: { takenOn: '2026-10-30' } }),
]

/** Case (a) with all its papers, as they went to their recipients and copies. */
export const wholeA: readonly Fact[] = [
  doc('assess-entrustment', '2026-03-02', { body: { kind: 'probation', fastTrack: true } }),
  doc('assess-opinion', '2026-03-06', { copies: ['procuratorate'], body: { kind: 'probation' } }),
  ...caseA,
  doc('notice-effective', '2026-03-25', { body: { judgmentEffectiveOn: '2026-03-24' } }),
  doc('subject-notification', '2026-03-12', {
    arrives: '2026-03-25',
    body: { reportBy: '2026-04-03' },
  }),
  doc('exit-restriction', '2026-03-25', { body: { action: 'impose' } }),
  doc('enrolment-announcement', '2026-04-02'),
  doc('emonitor-decision', '2026-06-09', { body: { action: 'impose', from: '2026-06-09' } }),
  doc('final-appraisal', '2026-07-24'),
  doc('release-certificate', '2026-08-24', { body: { releaseReason: 'expiry' } }),
]

/** Case (b): parole, offence in another province, pursuit, revoked by the court of the new crime. */
export const wholeB: readonly Fact[] = [
  doc('assess-entrustment', '2025-12-22', { by: 'prison', body: { kind: 'parole' } }),
  doc('assess-opinion', '2026-01-05', {
    to: ['prison'],
    copies: ['procuratorate'],
    body: { kind: 'parole' },
  }),
  doc('proposal-parole', '2026-01-15', { copies: ['cityProcuratorate'] }),
  ...caseB,
  doc('notice-effective', '2026-02-13', {
    by: 'intermediateCourt',
    refers: { delivers: 'b-b3' },
    body: { judgmentEffectiveOn: '2026-02-11' },
  }),
  doc('subject-notification', '2026-02-13', { by: 'intermediateCourt' }),
  doc('parole-certificate', '2026-02-13', { body: { releasedOn: '2026-02-13' } }),
  doc('exit-restriction', '2026-02-13', { by: 'intermediateCourt' }),
  doc('wanted-notice', '2026-06-20', { by: 'otherPolice', body: { newCrime: true } }),
  doc('criminal-detention', '2026-06-28', {
    copies: ['police'],
    body: { decidedOn: '2026-06-28', newCrime: true },
  }),
  doc('arrest-new-crime', '2026-07-09', {
    copies: ['corrections', 'procuratorate'],
    body: { decidedOn: '2026-07-09', requestedOn: '2026-07-03', newCrime: true },
  }),
  doc('indictment', '2026-08-20', { by: 'otherProcuratorate' }),
  doc('judgment-new-crime', '2026-09-15', {
    to: ['otherProcuratorate', 'detentionHouse'],
    body: { kind: 'parole', servedOn: '2026-09-15', servedOnProsecutor: '2026-09-15' },
  }),
  doc('notice-new-judgment', '2026-10-08', {
    to: ['intermediateCourt', 'corrections', 'prison'],
    body: { judgmentEffectiveOn: '2026-09-29' },
  }),
  doc('execution-notice-revocation', '2026-10-09', { to: ['detentionHouse'] }),
]
