import { type Agency, type AgencyCode, type AgencyDirectory, instant } from '@xianjie/contracts'
import { CompactSign, exportJWK, generateKeyPair, SignJWT } from 'jose'
import t from 'tap'
import { createCallerCheck } from './caller.ts'

const CODE = '111399000000000515' as AgencyCode
const NOW = Date.parse('2026-03-02T09:00:00+08:00')
const { privateKey, publicKey } = await generateKeyPair('ES256')
const stranger = await generateKeyPair('ES256')
const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', kty: 'EC' }

const agency = (change: Partial<Agency> = {}): Agency => ({
  code: CODE,
  name: '云溪市中级人民法院',
  kind: 'court',
  level: 'municipal',
  region: '139900',
  parent: null,
  trustAnchors: [],
  intermediates: [],
  crls: [],
  keys: [jwk],
  status: 'active',
  ...change,
})
const directoryOf = (one: Agency, version = () => 1): AgencyDirectory => ({
  find: (code) => (code === one.code ? { agency: one, revision: 0 } : undefined),
  version,
  all: () => [{ agency: one, revision: 0 }],
})
const checkWith = (directory: AgencyDirectory, now = () => NOW) =>
  createCallerCheck({ directory, clock: { now: () => instant(now()) }, platform: 'xianjie' }).check

type Wish = {
  iss?: string
  aud?: string
  sub?: string
  iat?: number
  life?: number
  kid?: string
  key?: typeof privateKey
}
const token = ({
  iss = CODE,
  aud = 'xianjie',
  sub = 'operator-1',
  iat = NOW / 1_000,
  life = 600,
  kid = 'k1',
  key = privateKey,
}: Wish = {}) =>
  new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid })
    .setIssuer(iss)
    .setSubject(sub)
    .setAudience(aud)
    .setIssuedAt(iat)
    .setExpirationTime(iat + life)
    .sign(key)
/** A token that jose itself would not make. */
async function numbered(): Promise<string> {
  const iat = NOW / 1_000
  const claims = { iss: CODE, sub: 7, aud: 'xianjie', iat, exp: iat + 600 }
  const signed = new CompactSign(Buffer.from(JSON.stringify(claims)))
  return `Bearer ${await signed.setProtectedHeader({ alg: 'ES256', kid: 'k1' }).sign(privateKey)}`
}
const ask = async (wish: Wish, directory = directoryOf(agency())) =>
  checkWith(directory)(`Bearer ${await token(wish)}`)

t.test('nobody is proved without a token, or with something that is none', async (t) => {
  const check = checkWith(directoryOf(agency()))
  for (const header of [
    undefined,
    '',
    'Basic abc',
    'Bearer',
    'Bearer a.b',
    'Bearer a.b.c',
    `Bearer ${'a'.repeat(9_000)}.b.c`,
  ]) {
    t.equal(await check(header), undefined, String(header).slice(0, 20))
  }
})

t.test('a token proves nobody when anything about it is wrong', async (t) => {
  t.equal(await ask({ key: stranger.privateKey }), undefined, 'a key of somebody else')
  t.equal(await ask({ aud: 'another' }), undefined, 'another platform')
  t.equal(await ask({ iss: '111399000000000516' }), undefined, 'an unknown agency')
  t.equal(await ask({ kid: 'k2' }), undefined, 'an unknown key id')
  t.equal(await ask({ life: 601 }), undefined, 'longer than ten minutes')
  t.equal(await ask({ iat: NOW / 1_000 - 700 }), undefined, 'expired')
  t.equal(await ask({ iat: NOW / 1_000 + 120 }), undefined, 'from the future')
  t.equal(await ask({ sub: '' }), undefined, 'no operator')
  t.equal(await checkWith(directoryOf(agency()))(await numbered()), undefined, 'a number as sub')
  t.equal(
    await ask({}, directoryOf(agency({ status: 'suspended' }))),
    undefined,
    'a suspended agency',
  )
  const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(`{"iss":"${CODE}"}`).toString('base64url')}.`
  t.equal(await checkWith(directoryOf(agency()))(`Bearer ${none}`), undefined, 'alg none')
})

t.test('a good token proves agency and operator', async (t) => {
  const caller = await ask({})
  t.equal(caller?.registered.agency.code, CODE)
  t.equal(caller?.operator, 'operator-1')
})

t.test('a remembered token ends when it expires and when the register changes', async (t) => {
  let [now, version] = [NOW, 1]
  let one = agency()
  const directory: AgencyDirectory = {
    find: () => ({ agency: one, revision: 0 }),
    version: () => version,
    all: () => [],
  }
  const check = checkWith(directory, () => now)
  const bearer = `Bearer ${await token()}`
  t.ok(await check(bearer))
  one = agency({ keys: [] })
  t.ok(await check(bearer), 'the register has not changed as far as the directory says')
  version = 2
  t.equal(await check(bearer), undefined, 'the key is gone')
  one = agency()
  version = 3
  t.ok(await check(bearer))
  now = NOW + 661_000
  t.equal(await check(bearer), undefined, 'expired beyond the tolerance')
})
