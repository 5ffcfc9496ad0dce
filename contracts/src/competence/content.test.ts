import t from 'tap'
import type { Agency, AgencyKind, AgencyLevel } from './agency.ts'
import { beyondCompetence, conditionsOn } from './content.ts'
import { contradictions } from './contradictions.ts'
import { memberAt } from './given.ts'
import { mayIssue, objectionsTo } from './issue.ts'

const CODE = '111399210000000197' as Agency['code']
const OTHER = '114199030000001235'
const by = (kind: AgencyKind, level: AgencyLevel) => ({ code: CODE, kind, level })
const city = by('court', 'municipal')
const high = by('court', 'provincial')
const station = by('police', 'township')
const county = by('corrections', 'county')

const paths = (type: string, issuer: ReturnType<typeof by>, body: unknown) =>
  beyondCompetence({ type, issuer, document: { header: {}, body } }).map(({ path }) => path)
const PRINCIPAL = ['/body/sentence/principal']

t.test(
  'parole from a life sentence is for a high court, from a fixed term for a city court',
  async (t) => {
    const rule = (issuer: typeof city, sentence: unknown) =>
      paths('ruling-parole', issuer, { sentence })
    t.same(rule(city, { principal: 'life' }), PRINCIPAL)
    t.same(rule(city, { principal: 'death-suspended' }), PRINCIPAL)
    t.same(rule(city, { principal: 'life', to: '2031-05-01' }), [], 'commuted to a fixed term')
    t.same(rule(city, { principal: 'fixed-term', to: '2027-12-09' }), [])
    t.same(rule(high, { principal: 'life' }), [])
    t.same(rule(high, { principal: 'fixed-term' }), PRINCIPAL)
    t.same(rule(high, { principal: 'life', to: '2031-05-01' }), PRINCIPAL)
    t.same(rule(high, undefined), [], 'what is not there is for the schema')
  },
)

t.test('a police station warns and fines up to 1,000 yuan', async (t) => {
  const decide = (body: object, issuer = station) => paths('ps-penalty-decision', issuer, body)
  t.same(decide({ penalty: 'warning' }), [])
  t.same(decide({ penalty: 'fine', fine: 1_000 }), [])
  t.same(decide({ penalty: 'fine', fine: 1_001 }), ['/body/fine'])
  t.same(decide({ penalty: 'detention' }), ['/body/penalty'])
  t.same(decide({ penalty: 'detention', fine: 2_000 }), ['/body/penalty', '/body/fine'])
  t.same(decide({ penalised: false }), [])
  t.same(decide({ penalty: 'detention', fine: 2_000 }, by('police', 'county')), [])
})

t.test('an extension of three months is for the province', async (t) => {
  const extend = (body: object, level: AgencyLevel = 'municipal') =>
    paths('health-interval-extension', by('corrections', level), body)
  t.same(extend({ reportMonths: 3, reexaminationMonths: 5 }), [])
  t.same(extend({ reportMonths: 4 }), ['/body/reportMonths'])
  t.same(extend({ reexaminationMonths: 6 }), ['/body/reexaminationMonths'])
  t.same(extend({ reportMonths: 4, reexaminationMonths: 6 }, 'provincial'), [])
})

t.test('prisons and police decide on temporary outside execution alone', async (t) => {
  const administration = by('prison-administration', 'provincial')
  for (const type of [
    'notice-effective',
    'place-determination',
    'subject-notification',
    'exit-restriction',
  ]) {
    for (const kind of ['control', 'probation', 'parole']) {
      t.same(paths(type, administration, { kind }), ['/body/kind'], `${type} ${kind}`)
      t.same(paths(type, by('police', 'municipal'), { kind }), ['/body/kind'])
      t.same(paths(type, city, { kind }), [])
    }
    t.same(paths(type, administration, { kind: 'tpe' }), [])
  }
})

t.test('every refusal says in both languages what to do', async (t) => {
  const { beyondCompetence: found } = objectionsTo({
    type: 'ruling-parole',
    issuer: city,
    document: { body: { sentence: { principal: 'life' } } },
  })
  t.match(found, [
    { code: 'issuer-not-competent', message: { zh: /高级人民法院/, en: /high court/ } },
  ])
})

t.test('a reader of the catalogue is told each rule of a type once', async (t) => {
  t.equal(conditionsOn('ruling-parole').length, 2)
  t.equal(conditionsOn('health-interval-extension').length, 1)
  t.same(conditionsOn('reply'), [])
})

const against = (type: string, document: object, issuer = county) =>
  contradictions({ type, issuer, document }).map(({ path, code }) => `${path} ${code}`)

t.test('who enrols a person is the agency of the execution place', async (t) => {
  const other = ['/body/agency contradicts-header']
  t.same(against('enrolment-record', { body: { agency: OTHER } }), other)
  t.same(against('enrolment-record', { body: { agency: CODE } }), [])
  t.same(against('enrolment-record', { body: {} }), [])
  t.same(against('handover-certificate', { body: { agency: OTHER } }), other)
  const prison = by('prison', 'municipal')
  t.same(against('handover-certificate', { body: { agency: OTHER } }, prison), [])
  t.same(against('place-determination', { body: { agency: OTHER } }, city), [])
})

t.test('a place is changed to that of another agency', async (t) => {
  t.same(against('place-change-decision', { body: { newAgency: CODE } }), [
    '/body/newAgency contradicts-header',
  ])
  t.same(against('place-change-decision', { body: { newAgency: OTHER } }), [])
})

t.test('a document does not refer to itself', async (t) => {
  const reference = [{ documentId: 'b' }, { number: 'a' }, { documentId: 'a' }, null]
  const header = { documentId: 'a', references: { reference } }
  t.same(against('reply', { header }), [
    '/header/references/reference/2/documentId refers-to-itself',
  ])
  t.same(against('reply', { header: { references: { reference: 'a' } } }), [])
  t.same(against('reply', { header: { references: { reference: [{}] } } }), [])
})

t.test('a number is of the type that stands beside it', async (t) => {
  const subject = (idType: unknown, idNumber: unknown) =>
    against('reply', { header: { subject: { idType, idNumber } } })
  const wrong = ['/header/subject/idNumber contradicts-id-type']
  t.same(subject('resident-id', '139921198807090137'), [])
  t.same(subject('residence-permit', '139921198807090137'), wrong)
  t.same(subject('resident-id', '810000199408230021'), wrong)
  t.same(subject('residence-permit', '810000199408230021'), [])
  t.same(subject('permanent-resident-id', '139921198807090137'), wrong)
  t.same(subject('permanent-resident-id', '911124198108030024'), [])
  t.same(subject('passport', 'E12345678'), [])
  t.same(subject('unknown', '不明'), [])
  t.same(subject('notary', '1'), [])
  t.same(subject('resident-id', 7), [])
})

t.test('a document that is none is nobody’s fault here', async (t) => {
  for (const document of [undefined, null, 7, 'x', [], { header: null, body: [] }]) {
    const found = objectionsTo({ type: 'enrolment-record', issuer: county, document })
    t.same(found, { beyondCompetence: [], contradictions: [] })
  }
  t.equal(memberAt({ a: { b: 1 } }, 'a', 'b'), 1)
  t.equal(memberAt({ a: 1 }, 'a', 'b'), undefined)
  t.equal(memberAt({}, 'constructor'), undefined)
})

t.test('kind and level are those of the catalogue', async (t) => {
  const entry = { issuers: [{ kind: 'court', levels: ['municipal'] }, { kind: 'prison' }] }
  const may = (kind: AgencyKind, level: AgencyLevel) =>
    mayIssue(entry as unknown as Parameters<typeof mayIssue>[0], { kind, level })
  t.ok(may('court', 'municipal'))
  t.notOk(may('court', 'county'))
  t.ok(may('prison', 'county'))
  t.notOk(may('police', 'municipal'))
})
