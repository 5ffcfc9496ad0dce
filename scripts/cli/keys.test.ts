import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createSealChecker } from '@xianjie/seal'
import { validateAgencyFile } from '@xianjie/validate'
import { decodeProtectedHeader, importJWK, type JWK, jwtVerify } from 'jose'
import { test } from 'tap'
import { agencyArgs, COURT, courtDesk, desk, must, NOW, run } from './testing/desk.ts'

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'))
const mode = (file: string) => statSync(file).mode & 0o777

test('an authority is never made over another one', async (t) => {
  const { at } = desk(t)
  await must('authority', 'make', '--out', at('ca'), '--kind', 'p256')
  const before = readFileSync(at('ca', 'ca-key.pem'), 'utf8')
  const { code, err } = await run('authority', 'make', '--out', at('ca'))
  t.equal(code, 2)
  t.match(err, /ca\.pem exists already and is never overwritten\n.*choose another folder/)
  t.equal(readFileSync(at('ca', 'ca-key.pem'), 'utf8'), before)
})

test('an agency with a wrong code, kind, level or region is not made', async (t) => {
  const made = desk(t)
  await must('authority', 'make', '--out', made.at('ca'), '--kind', 'p256')
  const wrong = [
    ['--code', '111399000000000516', /unified social credit code/],
    ['--kind', 'tribunal', /Allowed choices are court, procuratorate/],
    ['--level', 'village', /Allowed choices are national/],
    ['--region', '1399', /six digits/],
    ['--ca', made.at('nowhere'), /cannot be read: it does not exist/],
  ] as const
  for (const [option, value, says] of wrong) {
    const { code, err } = await run(...agencyArgs(made), option, value)
    t.equal(code, 2, option)
    t.match(err, says, option)
  }
  t.same(readdirSync(made.folder), ['ca'], 'nothing was written')
})

test('an agency is never made over another one, and then nothing at all is written', async (t) => {
  const made = await courtDesk(t)
  const { code, err } = await run(...agencyArgs(made), '--out', made.at('second'))
  t.equal(code, 2)
  t.match(err, new RegExp(`${COURT}\\.json exists already and is never overwritten`))
  t.notOk(readdirSync(made.folder).includes('second'))
})

test('an end entity’s certificate is no authority', async (t) => {
  const made = await courtDesk(t)
  const [certificate, key] = ['sign-cert.pem', 'sign-key.pem'].map((name) =>
    readFileSync(made.at('court', name)),
  )
  writeFileSync(made.at('ca', 'ca.pem'), certificate!)
  writeFileSync(made.at('ca', 'ca-key.pem'), key!)
  const { code, err } = await run(
    ...agencyArgs(made),
    '--out',
    made.at('x'),
    '--agencies',
    made.at('y'),
  )
  t.equal(code, 2)
  t.match(err, /may not issue others/)
})

test('keys are for their owner alone, and the agency file is what the platform takes', async (t) => {
  const { at } = await courtDesk(t)
  const keys = [at('ca', 'ca-key.pem'), at('court', 'sign-key.pem'), at('court', 'token-key.pem')]
  t.same(keys.map(mode), [0o600, 0o600, 0o600])
  const file = validateAgencyFile(json(at('agencies', `${COURT}.json`)))
  t.ok(file.ok)
  const { kid, ca, ...unit } = json(at('court', 'agency.json'))
  t.same(unit, {
    code: COURT,
    name: '云溪市中级人民法院',
    kind: 'court',
    level: 'municipal',
    region: '139900',
  })
  t.equal(ca, readFileSync(at('ca', 'ca.pem'), 'utf8'))
  t.ok(file.ok && file.agency.keys[0]?.kid === kid)
})

test('a document that is not there, and a signature that would overwrite it, are refused', async (t) => {
  const { at } = await courtDesk(t)
  const absent = await run('sign', at('absent.xml'), '--agency', at('court'))
  t.match(absent, { code: 2, err: /document .*absent\.xml cannot be read: it does not exist/ })
  const over = await run('sign', at('doc.xml'), '--agency', at('court'), '--out', at('doc.xml'))
  t.match(over, { code: 2, err: /would overwrite the document/ })
})

test('a folder whose key is not its certificate’s signs nothing', async (t) => {
  const { at } = await courtDesk(t)
  writeFileSync(at('doc.xml'), '<Document/>')
  writeFileSync(at('court', 'sign-key.pem'), readFileSync(at('ca', 'ca-key.pem')))
  const { code, err } = await run('sign', at('doc.xml'), '--agency', at('court'))
  t.equal(code, 2)
  t.match(err, /sign-key\.pem is not the key of .*sign-cert\.pem/)
})

const opensslVerify = (content: string, signature: string, ca: string) =>
  spawnSync('openssl', [
    ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', signature, '-content', content],
    ...['-CAfile', ca, '-purpose', 'any', '-out', '/dev/null'],
    ...['-attime', String(NOW / 1_000)],
  ])

for (const kind of ['rsa-2048', 'p256']) {
  test(`openssl and the platform accept what is signed with ${kind}, and no other bytes`, async (t) => {
    const made = desk(t)
    const { at } = made
    await must('authority', 'make', '--out', at('ca'), '--kind', kind)
    await must(...agencyArgs(made), '--key', kind)
    await must('new', 'ruling-parole', '--out', at('doc.xml'))
    const said = await must('--json', 'sign', at('doc.xml'), '--agency', at('court'))
    const { signature, digest } = JSON.parse(said)
    t.equal(signature, at('doc.xml.p7s'))
    t.equal(opensslVerify(at('doc.xml'), signature, at('ca', 'ca.pem')).status, 0)
    const [sum] = execFileSync('sha256sum', [at('doc.xml')], { encoding: 'utf8' }).split(' ')
    t.equal(digest, `sha256:${sum}`)
    const file = validateAgencyFile(json(at('agencies', `${COURT}.json`)))
    t.ok(file.ok)
    if (!file.ok) return
    const check = createSealChecker()({
      content: readFileSync(at('doc.xml')),
      signature: readFileSync(signature),
      agency: file.agency,
      now: NOW,
    })
    t.ok(check.ok)
    writeFileSync(at('doc.xml'), `${readFileSync(at('doc.xml'), 'utf8')} `)
    t.not(opensslVerify(at('doc.xml'), signature, at('ca', 'ca.pem')).status, 0)
  })
}

test('the same document signed at the same time gives the same RSA signature', async (t) => {
  const made = desk(t)
  const { at } = made
  await must('authority', 'make', '--out', at('ca'), '--kind', 'p256')
  await must(...agencyArgs(made), '--key', 'rsa-2048')
  writeFileSync(at('doc.json'), '{}')
  const sign = async (out: string, time: string) => {
    await must('sign', at('doc.json'), '--agency', at('court'), '--out', at(out), '--at', time)
    return readFileSync(at(out)).toString('hex')
  }
  const first = await sign('one.p7s', '2026-03-01T00:00:00Z')
  t.equal(await sign('two.p7s', '2026-03-01T08:00:00+08:00'), first)
  t.not(await sign('three.p7s', '2026-03-01T00:00:01Z'), first)
})

test('a token without an operator is not made', async (t) => {
  const { at } = await courtDesk(t)
  const { code, err } = await run('token', '--agency', at('court'), '--operator', '')
  t.equal(code, 2)
  t.match(err, /1 to 100 characters/)
})

test('a token proves the agency for ten minutes', async (t) => {
  const { at } = await courtDesk(t)
  const token = (await must('token', '--agency', at('court'), '--operator', '王书记员')).trim()
  const [jwk] = json(at('agencies', `${COURT}.json`)).keys as JWK[]
  t.equal(decodeProtectedHeader(token).kid, jwk?.kid)
  const { payload } = await jwtVerify(token, await importJWK(jwk!), {
    audience: 'xianjie',
    issuer: COURT,
    currentDate: new Date(NOW),
  })
  t.equal(payload.sub, '王书记员')
  t.equal(payload.exp! - payload.iat!, 600)
  t.equal(payload.iat! * 1_000, NOW)
})

test('a token for a sandbox is made at the sandbox’s time, and says when it ends', async (t) => {
  const { at } = await courtDesk(t)
  const time = ['--at', '2027-01-01T00:00:00+08:00', '--platform', 'sandbox']
  const said = JSON.parse(await must('token', '--agency', at('court'), ...time, '--json'))
  t.equal(said.expiresAt, '2027-01-01T00:10:00.000+08:00')
  t.equal(said.kid, json(at('court', 'agency.json')).kid)
})
