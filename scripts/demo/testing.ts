import type { Circumstance, Circumstances } from '@xianjie/contracts'

const absent: Circumstance = { present: false, documents: [] }

/** Of an answer about whom nothing has happened. */
export const noCircumstances: Circumstances = {
  delivery: absent,
  supervision: absent,
  assistance: absent,
  evasion: absent,
  publicSecurityPenalty: absent,
  coerciveMeasure: absent,
  changeOfExecution: absent,
  newCrime: absent,
}
