import { generateKeyPairSync } from 'node:crypto'
import { AGENCY_KINDS, AGENCY_LEVELS } from '@xianjie/contracts'
import { agencySchema } from '@xianjie/schemas'
import { test } from 'tap'
import { validateAgencyFile } from './agency-file.ts'

const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
const CRL = '-----BEGIN X509 CRL-----\nMIIB\n-----END X509 CRL-----\n'

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const key = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'k1' }
const file = {
  code: '111399000000000515',
  name: '云溪市中级人民法院',
  kind: 'court',
  level: 'municipal',
  region: '139900',
  parent: null,
  trustAnchors: [CERTIFICATE],
  intermediates: [],
  crls: [CRL],
  keys: [key],
  status: 'active',
}

function found(change: object): readonly string[] {
  const answer = validateAgencyFile({ ...file, ...change })
  return answer.ok ? [] : answer.violations.map(({ path, code }) => `${code} ${path}`)
}

await test('what is wrong in an agency file is told at its place', async (t) => {
  t.same(found({ code: '111399000000000516' }), ['wrong-format /code'])
  t.same(found({ kind: 'notary' }), ['not-allowed /kind'])
  t.same(found({ level: undefined }), ['missing /level'])
  t.same(found({ region: '1399' }), ['wrong-format /region'])
  t.same(found({ parent: 7 }), ['wrong-type /parent'])
  t.same(found({ parent: 'x' }), ['wrong-format /parent'])
  t.same(found({ remark: 'x' }), ['unknown /remark'])
  t.same(found({ trustAnchors: [CRL] }), ['wrong-format /trustAnchors/0'])
  t.same(found({ trustAnchors: [CERTIFICATE + CERTIFICATE] }), ['wrong-format /trustAnchors/0'])
  t.same(found({ crls: CRL }), ['wrong-type /crls'])
  t.match(validateAgencyFile(null), { ok: false, violations: [{ code: 'wrong-type' }] })
})

await test('the file knows the kinds and levels that the contract knows', async (t) => {
  t.same(agencySchema.properties?.kind?.enum, AGENCY_KINDS)
  t.same(agencySchema.properties?.level?.enum, AGENCY_LEVELS)
})

await test('a private or shared key is refused and never repeated', async (t) => {
  const secret = pair.privateKey.export({ format: 'jwk' })
  const answer = validateAgencyFile({ ...file, keys: [{ ...secret, kid: 'k1' }] })
  t.match(answer, { ok: false, violations: [{ path: '/keys/0/d', code: 'not-allowed' }] })
  t.notMatch(JSON.stringify(answer), String(secret.d))
  for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) {
    t.same(found({ keys: [{ ...key, [member]: 'AQAB' }] }), [`not-allowed /keys/0/${member}`])
  }
  t.same(found({ keys: [{ kty: 'oct', kid: 'k1' }] }), ['not-allowed /keys/0/kty'])
})

await test('a key needs its name and what its type is made of', async (t) => {
  const { kid: _, ...nameless } = key
  t.same(found({ keys: [nameless] }), ['missing /keys/0/kid'])
  t.same(found({ keys: [{ kty: 'RSA', kid: 'k1' }] }), ['missing /keys/0/n', 'missing /keys/0/e'])
  t.same(found({ keys: [{ ...key, crv: 'P-521' }] }), ['not-allowed /keys/0/crv'])
  t.same(found({ keys: [{ kty: 'RSA', kid: 'k1', n: 'AQAB', e: 'AQAB' }] }), [
    'too-short /keys/0/n',
  ])
  t.same(found({ keys: [key, { ...key }] }), ['repeated /keys/1/kid'])
})

await test('an agency file that is right gives the agency', async (t) => {
  const { intermediates: _, crls: __, ...short } = file
  t.same(validateAgencyFile(short), { ok: true, agency: { ...short, intermediates: [], crls: [] } })
  t.same(validateAgencyFile(file), { ok: true, agency: file })
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
  const ed = generateKeyPairSync('ed25519').publicKey
  const others = [
    { ...rsa.export({ format: 'jwk' }), kid: 'k2', alg: 'RS256', use: 'sig' },
    { ...ed.export({ format: 'jwk' }), kid: 'k3', alg: 'EdDSA' },
  ]
  t.same(found({ keys: [key, ...others], parent: '11130000990000068N' }), [])
})
