/** Answers of a platform, in the shape of the contract. */
export const SUBJECT = `sub_${'0'.repeat(40)}`
const RULING = '0f8b7c3e-6c1d-4f0e-9a59-3a1f2f3b6d11'

export const receipt = {
  documentId: RULING,
  digest: `sha256:${'a'.repeat(64)}`,
  subjectId: SUBJECT,
  position: 17,
  acceptedAt: '2026-02-11T09:30:00.000+08:00',
  findings: [
    {
      code: 'recipient-not-registered',
      severity: 'warning',
      message: { zh: '未登记', en: 'not registered' },
    },
  ],
  receipt: 'a.b.c',
}

const absent = { present: false, documents: [] }

export const statusAnswer = {
  subjectId: SUBJECT,
  kind: 'parole',
  state: 'UNDER_CORRECTION',
  stateSince: '2026-02-24',
  overlays: {
    supervision: 'TUOGUAN',
    restriction: 'NONE',
    proceeding: ['REVOKE_PROPOSED'],
    flags: ['EXIT_RESTRICTED', 'A_FLAG_OF_TOMORROW'],
  },
  counters: { commendations: 0, reprimands: 0, warnings: 1 },
  period: { from: '2026-02-13', to: '2027-12-09' },
  executionPlace: { region: '139921', agency: '111399210000000197' },
  ended: null,
  circumstances: {
    delivery: {
      present: true,
      since: '2026-02-11',
      detail: { reported: true },
      documents: [RULING],
    },
    supervision: absent,
    assistance: absent,
    evasion: absent,
    publicSecurityPenalty: absent,
    coerciveMeasure: absent,
    changeOfExecution: absent,
    newCrime: absent,
  },
  openDeadlines: [
    {
      clock: 'T48',
      dueAt: '2026-06-30T23:59:59.999+08:00',
      state: 'missed',
      responsible: '111399000000000515',
      basis: '社区矫正法48',
    },
  ],
  findings: [],
  basis: [{ documentId: RULING, type: 'ruling-parole', number: '（2026）冀99刑更41号' }],
  validAt: '2026-06-01T23:59:59.999+08:00',
  knownAt: '2026-06-10T00:00:00.000+08:00',
  position: 1234,
  ageMs: 3,
}
