import { custody } from './case-b-custody.ts'
import { enrolment } from './case-b-enrolment.ts'
import { newCrime } from './case-b-new-crime.ts'
import { executionPlace } from './case-b-papers.ts'
import { parole } from './case-b-parole.ts'
import { pursuit } from './case-b-pursuit.ts'
import { service } from './case-b-service.ts'
import { day, type Story } from './story.ts'

/** law.md §7(b): parole; offence in another province; revoked by the court of the new crime; custody. */
export const caseB: Story = {
  letter: 'b',
  title:
    '假释：失联、外省犯新罪、撤销假释、收监 · parole revoked for a new crime elsewhere, custody',
  subject: {
    idType: 'resident-id',
    idNumber: '139921198807090137',
    name: '周某乙',
    sex: 'male',
    birthDate: day('1988-07-09'),
    ethnicity: '汉族',
    registeredResidence: executionPlace,
  },
  rows: [...parole, ...service, ...enrolment, ...pursuit, ...newCrime, ...custody],
}
