import { assessment } from './case-a-assessment.ts'
import { enrolment } from './case-a-enrolment.ts'
import { leaveAndSearch } from './case-a-leave.ts'
import { executionPlace } from './case-a-papers.ts'
import { release } from './case-a-release.ts'
import { service } from './case-a-service.ts'
import { day, type Story } from './story.ts'

/** law.md §7(a): suspended sentence → normal release, with leave and one warning. */
export const caseA: Story = {
  letter: 'a',
  title: '缓刑：外出逾期、警告、期满解除 · probation with leave, a warning and a normal release',
  subject: {
    idType: 'resident-id',
    idNumber: '139921199304151019',
    name: '林某甲',
    sex: 'male',
    birthDate: day('1993-04-15'),
    ethnicity: '汉族',
    registeredResidence: executionPlace,
  },
  rows: [...assessment, ...service, ...enrolment, ...leaveAndSearch, ...release],
}
