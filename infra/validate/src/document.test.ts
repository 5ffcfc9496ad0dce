import { documentExamples } from '@xianjie/schemas'
import { test } from 'tap'
import { validateDocument } from './document.ts'
import { VIOLATIONS_MAX } from './violations.ts'

type Example = { header: Record<string, unknown>; body: Record<string, unknown>; type: unknown }

const SLUG = 'ruling-parole'
const example = (): Example => JSON.parse(documentExamples(SLUG).json)
const found = (document: unknown) =>
  validateDocument(SLUG, document).map(({ path, code }) => `${code} ${path}`)

await test('a type that the catalogue does not have is a violation', async (t) => {
  for (const slug of ['no-such-type', '__proto__', '', 'common']) {
    t.match(validateDocument(slug, example()), [{ path: '/type', code: 'not-allowed' }])
  }
})

await test('what is no object at all is told so', async (t) => {
  for (const value of [null, [], 'x', 1, undefined]) t.same(found(value), ['wrong-type '])
})

await test('everything that is wrong is told at once, each at its place', async (t) => {
  const document = example()
  document.type = 'ruling-probation'
  document.header.madeOn = '2026-02-30'
  document.header.number = ''
  document.header.issuer = { code: '111399000000000516' }
  document.header.references = { reference: [{ relation: 'answers' }] }
  document.header.markings = { minor: 'yes' }
  delete document.body.panel
  document.body.facts = 'x'.repeat(20_001)
  document.body.servedTerm = { years: 26, months: -1 }
  document.body.legalBasis = []
  document.body['a/b~c'] = 1
  t.same(found(document).sort(), [
    'missing /body/panel',
    'not-allowed /type',
    'too-few /body/legalBasis',
    'too-large /body/servedTerm/years',
    'too-long /body/facts',
    'too-short /header/number',
    'too-small /body/servedTerm/months',
    'unknown /body/a~1b~0c',
    'wrong-combination /header/references/reference/0',
    'wrong-format /header/issuer/code',
    'wrong-format /header/madeOn',
    'wrong-type /header/markings/minor',
  ])
})

await test('a value of the wrong type is told its type and, where there is a list, what is on it', async (t) => {
  const document = example()
  document.body.outcome = 7
  document.body.deportation = 'no'
  t.same(found(document), [
    'wrong-type /body/outcome',
    'not-allowed /body/outcome',
    'wrong-type /body/deportation',
  ])
})

await test('an identity number is checked only where its type has a check character', async (t) => {
  const document = example()
  const subject = document.header.subject as Record<string, unknown>
  subject.idNumber = '139921198807090138'
  t.same(found(document), ['wrong-format /header/subject/idNumber'])
  subject.idType = 'passport'
  t.same(found(document), [])
})

await test('a message names the field and what is expected, never what was sent', async (t) => {
  const document = example()
  const subject = document.header.subject as Record<string, unknown>
  subject.idNumber = '139921198807090138'
  subject.sex = '周某乙'
  document.body.periodTo = '二〇二七年'
  const violations = validateDocument(SLUG, document)
  t.equal(violations.length, 3)
  t.notMatch(JSON.stringify(violations), /139921198807090138|周某乙|二〇二七年/)
  t.match(violations, [
    { message: { zh: /证件号码.*18 位/, en: /identity number.*18 characters/ } },
    { message: { zh: /性别.*male, female, unknown/, en: /sex.*male, female, unknown/ } },
    { message: { zh: /矫正期限止.*YYYY-MM-DD/, en: /last day.*YYYY-MM-DD/ } },
  ])
})

await test('inherited names are no members of a document', async (t) => {
  const document = example()
  const issuer = Object.create({ code: '111399000000000515' })
  document.header.issuer = issuer
  t.same(found(document), ['missing /header/issuer/code'])
})

await test('the list of violations has a bound, and a long name is cut', async (t) => {
  const document = example()
  for (let at = 0; at < VIOLATIONS_MAX * 2; at += 1) document.body[`x${at}`] = at
  t.equal(found(document).length, VIOLATIONS_MAX)
  const other = example()
  other.body['y'.repeat(100_000)] = 1
  t.ok(JSON.stringify(found(other)).length < 200)
})

await test('the version may be a number or text, and the example is valid', async (t) => {
  t.same(found({ ...example(), version: 2 }), ['not-allowed /version'])
  t.same(found({ ...example(), version: '1' }), [])
  t.same(found(example()), [])
})
