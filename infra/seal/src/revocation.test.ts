import { test } from 'tap'
import {
  agencyOf,
  at,
  authority,
  checked,
  intermediate,
  root,
  rootKeys,
  said,
  sign,
  signer,
  signerOf,
} from '../testing/world.ts'
import { makeKeyPair, makeRevocationList, type RevocationListWish } from './make/index.ts'

const list = (wish: Partial<RevocationListWish> = {}) =>
  makeRevocationList({ issuer: root, thisUpdate: at(-1), nextUpdate: at(1), ...wish })

const under = (...lists: readonly ReturnType<typeof list>[]) =>
  checked(sign(), { agency: agencyOf({ crls: lists.map(({ pem }) => pem) }) })

const revoked = [{ serial: signer.serial, at: at(-10) }]

test('a revoked certificate is refused', async (t) => {
  t.equal(said(under(list({ revoked }))), 'revoked-certificate: certificate-revoked')
  const held = [{ serial: signer.serial, at: at(-10), reason: 6 }]
  t.equal(said(under(list({ revoked: held }))), 'revoked-certificate: certificate-revoked')
})

test('a revoked intermediate is refused', async (t) => {
  const below = signerOf({ issuer: intermediate })
  const crls = [list({ revoked: [{ serial: intermediate.serial, at: at(-10) }] }).pem]
  const agency = agencyOf({ crls, intermediates: [intermediate.pem] })
  t.equal(said(checked(sign(below), { agency })), 'revoked-certificate: certificate-revoked')
})

test('an entry that takes a certificate off the list does not revoke it', async (t) => {
  t.equal(said(under(list({ revoked: [{ serial: signer.serial, at: at(-10), reason: 8 }] }))), 'ok')
})

test('a stale list, one without an end and one not yet valid are refused', async (t) => {
  t.equal(said(under(list({ nextUpdate: at(-0.5) }))), 'untrusted-certificate: crl-stale')
  const endless = makeRevocationList({ issuer: root, thisUpdate: at(-1) })
  t.equal(said(under(endless)), 'untrusted-certificate: crl-stale')
  const future = list({ thisUpdate: at(0.5) })
  t.equal(said(under(future)), 'untrusted-certificate: crl-not-yet-valid')
  t.equal(said(under(list({ nextUpdate: at(-299 / 86_400) }))), 'ok')
})

test('a list that goes stale while the process runs is noticed', async (t) => {
  const agency = agencyOf({ crls: [list().pem] })
  t.equal(said(checked(sign(), { agency })), 'ok')
  t.equal(said(checked(sign(), { agency, now: at(2) })), 'untrusted-certificate: crl-stale')
})

test('a list with a wrong signature, by another key or with SHA-1 is refused', async (t) => {
  const refused = 'untrusted-certificate: crl-invalid'
  const impostor = authority({ keys: makeKeyPair('p256') })
  t.equal(said(under(list({ issuer: impostor }))), refused)
  t.equal(said(under(list({ choice: { hash: 'sha1', padding: 'pkcs1' } }))), refused)
  t.equal(said(checked(sign(), { agency: agencyOf({ crls: ['not a list'] }) })), refused)
})

test('a list of a CA that may not sign lists is refused', async (t) => {
  const anchor = authority({ keyUsage: ['keyCertSign'] })
  const agency = agencyOf({ trustAnchors: [anchor.pem], crls: [list().pem] })
  t.equal(said(checked(sign(), { agency })), 'untrusted-certificate: crl-invalid')
})

test('unknown critical extensions of a list or an entry are refused', async (t) => {
  const refused = 'untrusted-certificate: crl-critical-extension'
  const unknown = { oid: '2.5.29.28', critical: true, value: Buffer.from([0x30, 0x00]) }
  t.equal(said(under(list({ extensions: [unknown] }))), refused)
  const other = [{ serial: '77', at: at(-10), extensions: [unknown] }]
  t.equal(said(under(list({ revoked: other }))), refused)
})

test('of several lists the newest that is in force decides', async (t) => {
  const stale = list({ thisUpdate: at(-9), nextUpdate: at(-8), revoked })
  t.equal(said(under(stale, list())), 'ok', 'released again')
  t.equal(said(under(list(), stale)), 'ok')
  const newer = list({ thisUpdate: at(-0.1), revoked })
  t.equal(said(under(list(), newer)), 'revoked-certificate: certificate-revoked')
  t.equal(
    said(under(stale)),
    'revoked-certificate: certificate-revoked crl-stale',
    'a stale list still revokes',
  )
})

test('a list of a CA that is not in the path is no matter', async (t) => {
  const other = authority({ name: { commonName: '他院根证书' }, keys: rootKeys })
  const answer = under(list({ issuer: other, revoked }))
  t.equal(answer.ok && answer.verdict.revocation, 'unchecked')
})

test('the verdict says what was checked and by which lists', async (t) => {
  const answer = under(list())
  t.match(answer, { ok: true, verdict: { revocation: 'good', crls: [/^sha256:[0-9a-f]{64}$/] } })
  const below = signerOf({ issuer: intermediate })
  const agency = agencyOf({ crls: [list().pem], intermediates: [intermediate.pem] })
  const half = checked(sign(below), { agency })
  t.match(half, { ok: true, verdict: { revocation: 'unchecked', crls: { length: 1 } } })
})
