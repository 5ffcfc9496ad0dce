/** What the papers of law.md §7(b) have in common. */

export const NUMBERS = {
  entrustment: '云溪监委字〔2025〕61号',
  assessment: '青矫评字〔2026〕1号',
  proposal: '云溪监假字〔2026〕7号',
  parole: '（2026）冀99刑更41号',
  execution: '（2026）冀99刑更执41号',
  place: '云中法矫定字〔2026〕6号',
  certificate: '云溪监假证字〔2026〕5号',
  effective: '云中法矫通字〔2026〕6号',
  notification: '云中法矫告字〔2026〕6号',
  exit: '云中法限出字〔2026〕6号',
  newJudgment: '（2026）豫9903刑初208号',
  detention: '临公（刑）拘字〔2026〕88号',
  approval: '临检刑捕〔2026〕61号',
  indictment: '临检刑诉〔2026〕143号',
} as const

export const offence = '盗窃罪'
export const entrustment = {
  organ: '云溪监狱',
  number: NUMBERS.entrustment,
  madeOn: '2025-12-22',
}
export const judgment = {
  court: '云溪市中级人民法院',
  number: '（2022）冀99刑初18号',
  madeOn: '2022-09-16',
}
export const decision = {
  organ: '云溪市中级人民法院',
  number: NUMBERS.parole,
  madeOn: '2026-02-10',
}
export const newDecision = {
  organ: '临河区人民法院',
  number: NUMBERS.newJudgment,
  madeOn: '2026-09-15',
}
export const period = { periodFrom: '2026-02-13', periodTo: '2027-12-09' }
export const executionPlace = '示例省云溪市青石县'
export const executor = { region: '139921', agency: '111399210000000197' }

/** The sentence of which the rest is served on parole, afresh for each paper. */
export const sentence = () => ({
  principal: 'fixed-term' as const,
  term: { years: 5, months: 6 },
  from: '2022-06-10',
  to: '2027-12-09',
  additional: ['fine' as const],
  fine: 20_000,
})

/** What is executed after the offence on parole: the rest and the new penalty together (CL 71, 86). */
export const combined = () => ({
  principal: 'fixed-term' as const,
  term: { years: 2, months: 9 },
  from: '2026-06-28',
  to: '2029-03-27',
  additional: ['fine' as const],
  fine: 8_000,
})

export const clerk = { name: '书记员丁', phone: '0000-5550141' }
export const officer = { name: '工作人员甲', phone: '0000-5550119' }
export const prisonOfficer = { name: '民警甲', phone: '0000-5550151' }
export const linheClerk = { name: '书记员壬', phone: '0000-5550158' }
export const linheOfficer = { name: '民警甲', phone: '0000-5550110' }

export const counterfoil = (sentTo: string, issuedOn: string) => ({
  sentTo,
  issuedBy: '工作人员甲',
  approvedBy: '负责人丙',
  issuedOn,
})
