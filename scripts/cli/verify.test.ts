import { writeFileSync } from 'node:fs'
import { createReceiptSigner } from '@xianjie/seal'
import { test } from 'tap'
import { digestOf } from './sign.ts'
import { receipt } from './testing/answers.ts'
import { desk, must, run } from './testing/desk.ts'
import { stubPlatform } from './testing/stub-platform.ts'

const DOCUMENT = Buffer.from('<LegalDocument/>')

/** A genuine receipt for DOCUMENT in `receipt.json`, its keys in `keys.json`. */
async function genuine(t: Parameters<typeof desk>[0]) {
  const { at } = desk(t)
  const { receipt: _, ...rest } = receipt
  const claims = { ...rest, digest: digestOf(DOCUMENT) }
  const signer = await createReceiptSigner([{ seed: Buffer.alloc(32, 7) }])
  const jws = await signer.sign(signer.currentKid, { iss: 'xianjie', ...claims })
  const whole = { ...claims, receipt: jws }
  const write = (name: string, value: unknown) => writeFileSync(at(name), JSON.stringify(value))
  write('receipt.json', whole)
  write('keys.json', signer.jwks())
  writeFileSync(at('doc.xml'), DOCUMENT)
  const args = ['verify', at('receipt.json'), '--keys', at('keys.json')]
  return { at, write, whole, signer, args }
}

test('a receipt whose members were changed does not prove them', async (t) => {
  const { write, whole, args } = await genuine(t)
  for (const changed of [
    { ...whole, position: 18 },
    { ...whole, findings: [] },
    { ...whole, remark: 'added' },
    { ...whole, acceptedAt: undefined },
  ]) {
    write('receipt.json', changed)
    const { code, out, err } = await run(...args)
    t.equal(code, 1)
    t.match(out, /✗.*内容 claims.*other than what was signed/)
    t.match(err, /does not prove what it says/)
  }
})

test('a changed signature, rubbish in its place and another platform’s keys do not verify', async (t) => {
  const { at, write, whole, args } = await genuine(t)
  const [header, payload, signature = ''] = whole.receipt.split('.')
  const other = signature.startsWith('A') ? 'B' : 'A'
  write('receipt.json', { ...whole, receipt: `${header}.${payload}.${other}${signature.slice(1)}` })
  t.match(await run(...args), { code: 1, out: /✗.*does not match what it claims/ })
  write('receipt.json', { ...whole, receipt: 'rubbish' })
  t.match(await run(...args), { code: 1, out: /✗.*no receipt signature/ })
  write('receipt.json', whole)
  const stranger = await createReceiptSigner([{ seed: Buffer.alloc(32, 8) }])
  write('other-keys.json', stranger.jwks())
  const strange = await run('verify', at('receipt.json'), '--keys', at('other-keys.json'))
  t.match(strange, { code: 1, out: /✗.*does not publish/ })
})

test('another document and another platform than the receipt’s are told apart', async (t) => {
  const { at, args } = await genuine(t)
  writeFileSync(at('other.xml'), '<LegalDocument />')
  const document = await run(...args, '--document', at('other.xml'))
  t.match(document, { code: 1, out: /✓.*签名[\s\S]*✗.*文书 document/ })
  const platform = await run(...args, '--platform', 'elsewhere', '--json')
  t.equal(platform.code, 1)
  t.match(JSON.parse(platform.out), {
    genuine: false,
    checks: [{ ok: true }, { ok: true }, { what: 'platform', ok: false }],
  })
})

test('what is no receipt or no key set is a wrong use', async (t) => {
  const { at, write, args } = await genuine(t)
  const both = await run(...args, '--url', 'http://127.0.0.1:8080')
  t.match(both, { code: 2, err: /cannot be used with/ })
  write('keys.json', { kty: 'OKP' })
  t.match(await run(...args), { code: 2, err: /no key set/ })
  write('receipt.json', { documentId: 'd' })
  t.match(await run(...args), { code: 2, err: /no member "receipt"/ })
  writeFileSync(at('receipt.json'), 'not json')
  t.match(await run(...args), { code: 2, err: /is not a JSON object/ })
})

test('a genuine receipt verifies offline and with the platform’s published keys', async (t) => {
  const { at, args, signer, whole } = await genuine(t)
  const offline = await must(...args, '--document', at('doc.xml'), '--platform', 'xianjie')
  t.equal(offline.match(/✓/g)?.length, 4)
  const { url, asked } = await stubPlatform(t, { 'GET /v1/keys': { body: signer.jwks() } })
  const online = JSON.parse(await must('verify', at('receipt.json'), '--url', url, '--json'))
  t.match(online, { genuine: true, documentId: whole.documentId })
  t.equal(asked[0]?.headers.authorization, undefined, 'public material needs no token')
})
