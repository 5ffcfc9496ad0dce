import { createHash } from 'node:crypto'
import { test } from 'tap'
import {
  agencyOf,
  at,
  checked,
  intermediate,
  root,
  rsaKeys,
  said,
  sign,
  signer,
  signerOf,
} from '../testing/world.ts'
import { makeAuthority, makeKeyPair } from './make/index.ts'

const digestOf = (der: Uint8Array) => `sha256:${createHash('sha256').update(der).digest('hex')}`
const rsa = signerOf({ keys: rsaKeys })

test('a refusal names the part, a code and what to do about it in two languages', async (t) => {
  const answer = checked(sign(signer, { deviations: { attached: true } }))
  t.match(answer, {
    ok: false,
    refusal: 'invalid-signature',
    violations: [
      { path: 'signature', code: 'not-detached', message: { zh: /分离式/, en: /detached/ } },
    ],
  })
})

test('a sound signature is accepted with all that it rested on', async (t) => {
  const below = signerOf({ issuer: intermediate })
  const answer = checked(sign(below, { certificates: [below.der, intermediate.der] }))
  t.same(answer, {
    ok: true,
    verdict: {
      chain: [below, intermediate, root].map(({ der }) => digestOf(der)),
      crls: [],
      revocation: 'unchecked',
      algorithm: 'ECDSA-P256-SHA256',
      signedAt: '2026-03-02T09:30:00.000+08:00',
      checkedAt: '2026-03-02T09:30:00.000+08:00',
    },
  })
})

test('the algorithms of the platform are accepted and named', async (t) => {
  const named = (answer: ReturnType<typeof checked>) =>
    answer.ok ? answer.verdict.algorithm : said(answer)
  for (const hash of ['sha256', 'sha384', 'sha512'] as const) {
    const suffix = hash.toUpperCase()
    t.equal(named(checked(sign(rsa, { hash }))), `RSA-PKCS1-${suffix}`)
    t.equal(named(checked(sign(rsa, { hash, padding: 'pss' }))), `RSA-PSS-${suffix}`)
    t.equal(named(checked(sign(signer, { hash }))), `ECDSA-P256-${suffix}`)
  }
  const p384 = signerOf({ keys: makeKeyPair('p384') })
  t.equal(named(checked(sign(p384, { hash: 'sha384' }))), 'ECDSA-P384-SHA384')
})

test('algorithm identifiers that leave the digest to digestAlgorithm are accepted', async (t) => {
  const deviations = { plainAlgorithm: true }
  t.equal(said(checked(sign(rsa, { deviations }))), 'ok')
  t.equal(said(checked(sign(signer, { deviations }))), 'ok')
})

test('the signer may be named by key identifier', async (t) => {
  t.equal(said(checked(sign(rsa, { identifier: 'key' }))), 'ok')
})

test('the signer’s certificate may be registered instead of sent', async (t) => {
  const bare = sign(rsa, { deviations: { withoutCertificates: true } })
  t.equal(said(checked(bare, { agency: agencyOf({ intermediates: [rsa.pem] }) })), 'ok')
})

test('a whole path of RSA keys is accepted, with certificates signed by PSS too', async (t) => {
  const keys = rsaKeys
  const anchor = makeAuthority({
    name: { commonName: '云溪RSA根证书' },
    keys,
    notBefore: at(-1),
    notAfter: at(1),
  })
  const agency = agencyOf({ trustAnchors: [anchor.pem] })
  for (const padding of ['pkcs1', 'pss'] as const) {
    const below = signerOf({ issuer: anchor, choice: { hash: 'sha512', padding } })
    t.equal(said(checked(sign(below), { agency })), 'ok')
  }
})

test('with RSA and PKCS#1 the same document is sealed by the same bytes', async (t) => {
  t.ok(sign(rsa).equals(sign(rsa)))
})
