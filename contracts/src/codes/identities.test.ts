import t from 'tap'
import { creditCodeParts, isCreditCode, isOrganisationCode } from './credit-code.ts'
import { eighteenDigits, readIdentityNumber, UNKNOWN_IDENTITY } from './identity-number.ts'
import { isResidentId } from './resident-id.ts'

t.test('a citizen’s number tells region, birth date and sex', async (t) => {
  t.same(readIdentityNumber('resident-id', '11010519491231002X'), {
    form: 'citizen',
    region: '110105',
    birthDate: '1949-12-31',
    sex: 'female',
  })
  const wrong = [
    '110105194912310021',
    '11010519491331002X',
    '11010519491231002x',
    '11010519491231002',
    UNKNOWN_IDENTITY,
    '',
  ]
  for (const text of wrong) t.equal(readIdentityNumber('resident-id', text), undefined, text)
})

t.test('the fictitious persons of the worked cases satisfy the check', async (t) => {
  const persons = [
    '139921199304151019',
    '139921198807090137',
    '139902197511200057',
    '139921200908170021',
  ]
  for (const text of persons) t.ok(isResidentId(text), text)
})

t.test('a number of 15 digits is read, and the one of 18 is made from it', async (t) => {
  const old = '110105491231002'
  t.equal(eighteenDigits(old), '11010519491231002X')
  t.same(readIdentityNumber('resident-id', old), {
    form: 'citizen-15',
    region: '110105',
    birthDate: '1949-12-31',
    sex: 'female',
  })
  for (const text of [
    '110105991231997',
    '110105491331002',
    '810105491231002',
    '11010549123100X',
    '',
  ]) {
    t.equal(eighteenDigits(text), undefined, text)
    t.equal(readIdentityNumber('resident-id', text), undefined, text)
  }
})

t.test('permits of Hong Kong, Macao and Taiwan begin with 81, 82 or 83', async (t) => {
  t.same(readIdentityNumber('residence-permit', '810000199408230021'), {
    form: 'residence-permit',
    birthDate: '1994-08-23',
    sex: 'female',
  })
  t.ok(readIdentityNumber('residence-permit', '830000199201300022'))
  t.equal(readIdentityNumber('residence-permit', '810000199408230022'), undefined)
  t.equal(readIdentityNumber('residence-permit', '11010519491231002X'), undefined)
  t.equal(readIdentityNumber('resident-id', '810000199408230021'), undefined)
})

t.test(
  'a permanent resident’s card has 18 digits that begin with 9, or 15 characters',
  async (t) => {
    const card = '911124198108030024'
    t.same(readIdentityNumber('permanent-resident-id', card), { form: 'permanent-resident' })
    t.ok(readIdentityNumber('permanent-resident-id', 'USA110080010101'))
    for (const text of ['911124198108030025', '11010519491231002X', 'USA11008001010', '']) {
      t.equal(readIdentityNumber('permanent-resident-id', text), undefined, text)
    }
  },
)

t.test('eighteen zeros stand for an identity that is not established', async (t) => {
  t.same(readIdentityNumber('unknown', UNKNOWN_IDENTITY), { form: 'unknown' })
  t.same(readIdentityNumber('other', UNKNOWN_IDENTITY), { form: 'unknown' })
  for (const type of ['passport', 'travel-permit', 'military-id', 'other'] as const) {
    t.same(readIdentityNumber(type, 'E12345678'), { form: 'opaque' })
  }
})

t.test('a credit code is checked as a whole and in the organisation code inside', async (t) => {
  t.ok(isCreditCode('91350100M000100Y43'))
  t.same(creditCodeParts('91350100M000100Y43'), {
    registration: '91',
    region: '350100',
    organisation: 'M000100Y4',
  })
  t.ok(isOrganisationCode('M000100Y4'))
  for (const text of ['91350100M000100Y44', '91350100M000100Y4', '9135O100M000100Y43', '']) {
    t.notOk(isCreditCode(text), text)
    t.equal(creditCodeParts(text), undefined)
  }
  for (const text of ['M000100Y5', 'M000100Y', 'm000100y4', '']) t.notOk(isOrganisationCode(text))
})

t.test('the fictitious units of the worked cases satisfy both checks', async (t) => {
  const units = [
    '111399210000000197',
    '111399210000000272',
    '11139921000000035W',
    '111399020000000437',
    '111399000000000515',
    '11130000990000068N',
    '114199030000000784',
    '11139900000000086P',
    '1113990000000014XG',
  ]
  for (const code of units)
    t.ok(isOrganisationCode(creditCodeParts(code)?.organisation ?? ''), code)
})
