import { createPrivateKey, sign } from 'node:crypto'
import { test } from 'tap'
import { createReceiptSigner, verifyReceipt } from './receipt.ts'

const old = { seed: Buffer.alloc(32, 1) }
const current = { seed: Buffer.alloc(32, 2) }
const claims = { iss: 'xianjie', documentId: 'doc', position: '17', digest: 'sha256:00' }

const decoded = (part: string | undefined) => Buffer.from(part ?? '', 'base64url').toString()

test('no keys and seeds of another length are refused', async (t) => {
  await t.rejects(createReceiptSigner([]), RangeError)
  await t.rejects(createReceiptSigner([{ seed: Buffer.alloc(31) }]), RangeError)
})

test('an unknown key is an error that no retry mends', async (t) => {
  const signer = await createReceiptSigner([current])
  await t.rejects(signer.sign('nobody', claims), { code: 'receipt-key-unknown', retriable: false })
})

test('a changed receipt, one by another key and rubbish do not verify', async (t) => {
  const signer = await createReceiptSigner([current])
  const jws = await signer.sign(signer.currentKid, claims)
  const [header, , signature] = jws.split('.')
  const payload = Buffer.from(JSON.stringify({ ...claims, position: '18' })).toString('base64url')
  t.same(await verifyReceipt(`${header}.${payload}.${signature}`, signer.jwks()), {
    ok: false,
    refusal: 'signature-wrong',
  })
  const other = await createReceiptSigner([old])
  t.same(await verifyReceipt(jws, other.jwks()), { ok: false, refusal: 'unknown-key' })
  t.same(await verifyReceipt('a.b.c', signer.jwks()), { ok: false, refusal: 'malformed' })
  t.same(await verifyReceipt('', signer.jwks()), { ok: false, refusal: 'malformed' })
})

test('a token by the same key that is no receipt is refused', async (t) => {
  const signer = await createReceiptSigner([current])
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), current.seed])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const input = `${part({ alg: 'EdDSA', kid: signer.currentKid, typ: 'JWT' })}.${part(claims)}`
  const jws = `${input}.${sign(null, Buffer.from(input), key).toString('base64url')}`
  t.same(await verifyReceipt(jws, signer.jwks()), { ok: false, refusal: 'malformed' })
})

test('a receipt verifies and says what was signed, members in order', async (t) => {
  const signer = await createReceiptSigner([old, current])
  const jws = await signer.sign(signer.currentKid, claims)
  const [header, payload] = jws.split('.')
  t.equal(decoded(header), `{"alg":"EdDSA","kid":"${signer.currentKid}","typ":"receipt+jws"}`)
  t.equal(decoded(payload), JSON.stringify(claims))
  t.same(await verifyReceipt(jws, signer.jwks()), { ok: true, kid: signer.currentKid, claims })
})

test('the same claims give the same receipt, also by an old key and in another process', async (t) => {
  const before = await createReceiptSigner([old])
  const after = await createReceiptSigner([old, current])
  t.not(after.currentKid, before.currentKid)
  const jws = await before.sign(before.currentKid, claims)
  t.equal(await after.sign(before.currentKid, claims), jws)
  t.ok((await verifyReceipt(jws, after.jwks())).ok)
})

test('the published keys are public, named by thumbprint (RFC 8037, appendix A)', async (t) => {
  const seed = Buffer.from('nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A', 'base64url')
  const signer = await createReceiptSigner([{ seed }])
  t.same(signer.jwks(), {
    keys: [
      {
        kty: 'OKP',
        crv: 'Ed25519',
        x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
        kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
        alg: 'EdDSA',
        use: 'sig',
      },
    ],
  })
})
