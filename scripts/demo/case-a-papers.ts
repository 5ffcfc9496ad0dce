/** What the papers of law.md §7(a) have in common. */

export const NUMBERS = {
  entrustment: '白法委字〔2026〕12号',
  assessment: '青矫评字〔2026〕31号',
  judgment: '（2026）冀9902刑初31号',
  execution: '（2026）冀9902刑执31号',
  place: '白法矫定字〔2026〕9号',
  effective: '白法矫通字〔2026〕9号',
  notification: '白法矫告字〔2026〕9号',
  exit: '白法限出字〔2026〕9号',
  enrolment: '青矫接字〔2026〕22号',
  leave: '青矫外字〔2026〕18号',
  certificate: '青矫解证字〔2026〕19号',
} as const

export const offence = '危险驾驶罪'
export const entrustment = {
  organ: '白杨区人民法院',
  number: NUMBERS.entrustment,
  madeOn: '2026-03-02',
}
export const judgment = { court: '白杨区人民法院', number: NUMBERS.judgment, madeOn: '2026-03-12' }
export const decision = { organ: '白杨区人民法院', number: NUMBERS.judgment, madeOn: '2026-03-12' }
export const period = { periodFrom: '2026-03-24', periodTo: '2026-08-23' }
export const executionPlace = '示例省云溪市青石县'
export const executor = { region: '139921', agency: '111399210000000197' }

/** The sentence that is suspended, afresh for each paper. */
export const sentence = () => ({
  principal: 'criminal-detention' as const,
  term: { months: 3 },
  additional: ['fine' as const],
  fine: 3_000,
})

export const clerk = { name: '书记员丁', phone: '0000-5550133' }
export const officer = { name: '工作人员甲', phone: '0000-5550119' }

export const counterfoil = (sentTo: string, issuedOn: string) => ({
  sentTo,
  issuedBy: '工作人员甲',
  approvedBy: '负责人丙',
  issuedOn,
})
