import { test } from 'tap'
import {
  agencyOf,
  at,
  authority,
  checked,
  INTERMEDIATE_NAME,
  intermediate,
  intermediateKeys,
  NOW,
  root,
  SIGNER_NAME,
  said,
  sign,
  signer,
  signerOf,
} from '../testing/world.ts'
import { type Holder, makeCertificate, makeKeyPair } from './make/index.ts'

const by = (holder: Holder, more: readonly Holder[] = [], registered = {}) =>
  said(
    checked(sign(holder, { certificates: [holder, ...more].map(({ der }) => der) }), {
      agency: agencyOf(registered),
    }),
  )

const UNKNOWN = { oid: '1.2.3.4', critical: true, value: Buffer.from([0x05, 0x00]) }

test('an expired certificate is refused beyond the clock tolerance', async (t) => {
  t.equal(by(signerOf({ notAfter: at(-1) })), 'untrusted-certificate: certificate-expired')
  const just = signerOf({ notAfter: at(-299 / 86_400) })
  t.equal(by(just), 'ok')
})

test('a certificate that is not valid yet is refused beyond the clock tolerance', async (t) => {
  t.equal(by(signerOf({ notBefore: at(1) })), 'untrusted-certificate: certificate-not-yet-valid')
  t.equal(by(signerOf({ notBefore: at(299 / 86_400) })), 'ok')
})

test('a certificate has to be valid at signing time and now', async (t) => {
  const before = sign(signer, { signingTime: at(-101) })
  t.equal(said(checked(before)), 'untrusted-certificate: certificate-not-yet-valid')
  const later = checked(sign(), { now: at(101) })
  t.equal(said(later), 'untrusted-certificate: certificate-expired')
})

test('an expired certificate anywhere in the path is refused', async (t) => {
  const expired = authority({
    name: INTERMEDIATE_NAME,
    keys: intermediateKeys,
    issuer: root,
    notAfter: at(-1),
  })
  const below = signerOf({ issuer: expired })
  t.equal(by(below, [expired]), 'untrusted-certificate: certificate-expired')
})

test('a certificate of another authority is refused', async (t) => {
  const other = authority({ name: { commonName: '他院根证书' }, keys: makeKeyPair('p256') })
  t.equal(by(signerOf({ issuer: other }), [other]), 'untrusted-certificate: path-not-found')
})

test('an authority of the same name with another key is refused', async (t) => {
  const impostor = authority({ keys: makeKeyPair('p256') })
  const forged = signerOf({ issuer: impostor })
  t.equal(by(forged), 'untrusted-certificate: path-not-found')
  const sameId = signerOf({ issuer: { ...impostor, keyId: root.keyId } })
  t.equal(by(sameId), 'untrusted-certificate: certificate-signature')
})

test('a self-signed certificate is refused, registered or not', async (t) => {
  const selfSigned = makeCertificate({
    name: SIGNER_NAME,
    keys: signer.keys,
    notBefore: at(-1),
    notAfter: at(1),
    keyUsage: ['digitalSignature'],
  })
  t.equal(by(selfSigned), 'untrusted-certificate: self-signed path-not-found')
  t.equal(
    by(selfSigned, [], { trustAnchors: [selfSigned.pem] }),
    'untrusted-certificate: anchor-as-signer',
  )
})

test('a CA certificate does not sign documents', async (t) => {
  const ca = signerOf({ ca: true, keyUsage: ['digitalSignature', 'keyCertSign'] })
  t.equal(by(ca), 'untrusted-certificate: ca-as-signer')
  t.equal(by(root), 'untrusted-certificate: anchor-as-signer ca-as-signer key-usage organisation')
})

test('the key usage has to permit signing, and has to be there', async (t) => {
  t.equal(by(signerOf({ keyUsage: [] })), 'untrusted-certificate: key-usage')
  t.equal(by(signerOf({ keyUsage: ['keyCertSign'] })), 'untrusted-certificate: key-usage')
  t.equal(by(signerOf({ keyUsage: ['digitalSignature'] })), 'ok')
  t.equal(by(signerOf({ keyUsage: ['nonRepudiation'] })), 'ok')
})

test('an issuer has to be a v3 CA that may sign certificates', async (t) => {
  const through = (wish: Parameters<typeof authority>[0]) => {
    const middle = authority({
      name: INTERMEDIATE_NAME,
      keys: intermediateKeys,
      issuer: root,
      ...wish,
    })
    return by(signerOf({ issuer: middle }), [middle])
  }
  t.equal(through({ ca: false }), 'untrusted-certificate: basic-constraints')
  t.equal(through({ version: 1 }), 'untrusted-certificate: basic-constraints')
  t.equal(through({ keyUsage: ['digitalSignature'] }), 'untrusted-certificate: key-usage')
  t.equal(through({ keys: makeKeyPair('rsa-1024') }), 'untrusted-certificate: issuer-key')
  t.equal(through({ keyUsage: [] }), 'ok')
})

test('an anchor has to be a v3 CA too', async (t) => {
  for (const wish of [{ version: 1 }, { ca: false }] as const) {
    const anchor = authority(wish)
    t.equal(
      by(signerOf({ issuer: anchor }), [], { trustAnchors: [anchor.pem] }),
      'untrusted-certificate: basic-constraints',
    )
  }
})

test('the path length constraint of a CA is kept', async (t) => {
  const anchor = authority({ pathLength: 0 })
  const below = authority({ name: INTERMEDIATE_NAME, keys: intermediateKeys, issuer: anchor })
  const agency = { trustAnchors: [anchor.pem] }
  t.equal(by(signerOf({ issuer: below }), [below], agency), 'untrusted-certificate: path-length')
  t.equal(by(signerOf({ issuer: anchor }), [], agency), 'ok')
})

test('a path of six certificates is taken, one of seven refused', async (t) => {
  const chain: Holder[] = [root]
  for (const level of [1, 2, 3, 4, 5]) {
    const name = { commonName: `第${level}级` }
    chain.unshift(authority({ name, keys: makeKeyPair('p256'), issuer: chain[0]! }))
  }
  t.equal(by(signerOf({ issuer: chain[1]! }), chain.slice(1)), 'ok')
  t.equal(by(signerOf({ issuer: chain[0]! }), chain), 'untrusted-certificate: path-length')
})

test('certificates that vouch for each other end nowhere', async (t) => {
  const one = { name: { commonName: '甲' }, keys: makeKeyPair('p256') }
  const other = { name: { commonName: '乙' }, keys: makeKeyPair('p256') }
  const otherByItself = authority(other)
  const oneByOther = authority({ ...one, issuer: otherByItself })
  const otherByOne = authority({ ...other, issuer: oneByOther })
  t.equal(
    by(signerOf({ issuer: oneByOther }), [oneByOther, otherByOne, otherByItself]),
    'untrusted-certificate: path-not-found',
  )
})

test('certificates crossed to make paths without number are given up in time', async (t) => {
  const keys = makeKeyPair('p384')
  const impostor = authority({ keys })
  const crossed = Array.from({ length: 8 }, () => authority({ keys, issuer: impostor }))
  const last = authority({ keys, issuer: { ...impostor, keyId: root.keyId } })
  const from = performance.now()
  const answer = by(signerOf({ issuer: impostor }), [...crossed, last])
  const tookMs = performance.now() - from
  t.equal(answer, 'untrusted-certificate: certificate-signature')
  t.ok(tookMs < 250, `${tookMs.toFixed(1)} ms`)
})

test('an unknown critical extension is refused on every certificate of the path', async (t) => {
  const refused = 'untrusted-certificate: critical-extension'
  t.equal(by(signerOf({ extensions: [UNKNOWN] })), refused)
  t.equal(by(signerOf({ extensions: [{ ...UNKNOWN, critical: false }] })), 'ok')
  const middle = authority({
    name: INTERMEDIATE_NAME,
    keys: intermediateKeys,
    issuer: root,
    extensions: [UNKNOWN],
  })
  t.equal(by(signerOf({ issuer: middle }), [middle]), refused)
  const anchor = authority({ extensions: [UNKNOWN] })
  t.equal(by(signer, [], { trustAnchors: [anchor.pem] }), refused)
})

test('a certificate signed with SHA-1 is refused', async (t) => {
  const weak = signerOf({ choice: { hash: 'sha1', padding: 'pkcs1' } })
  t.equal(by(weak), 'untrusted-certificate: certificate-algorithm')
})

test('a certificate changed after it was signed is refused', async (t) => {
  const der = Buffer.from(signer.der)
  der[der.indexOf('13990000000005') + 14] = '6'.charCodeAt(0)
  t.equal(
    said(checked(sign(signer, { certificates: [der] }))),
    'untrusted-certificate: certificate-signature organisation',
  )
})

test('only the agency itself may sign in its name', async (t) => {
  const named = (organizationIdentifier?: string) =>
    by(
      signerOf({
        name: { commonName: '甲', ...(organizationIdentifier ? { organizationIdentifier } : {}) },
      }),
    )
  const refused = 'issuer-mismatch: organisation'
  t.equal(named(), refused)
  t.equal(named('111399000000000516'), refused)
  t.equal(named('NTRC-111399000000000515'), refused, 'four characters before the hyphen')
  t.equal(named('NTRCNX-111399000000000515'), refused, 'six characters before the hyphen')
  t.equal(named('NTRCN-111399000000000515-'), refused)
  t.equal(named('111399000000000515 '), refused)
  t.equal(named('NTRCN-111399000000000515'), 'ok')
  t.equal(named('111399000000000515'), 'ok')
})

test('an anchor need not be self-signed, and the path ends there', async (t) => {
  const below = signerOf({ issuer: intermediate })
  const answer = checked(sign(below), { agency: agencyOf({ trustAnchors: [intermediate.pem] }) })
  t.equal(answer.ok && answer.verdict.chain.length, 2)
})

test('an intermediate comes from the signature or from the registration', async (t) => {
  const below = signerOf({ issuer: intermediate })
  t.equal(by(below), 'untrusted-certificate: path-not-found')
  t.equal(by(below, [intermediate]), 'ok')
  t.equal(by(below, [], { intermediates: [intermediate.pem] }), 'ok')
})

test('the valid one of several paths is taken', async (t) => {
  const wish = { name: INTERMEDIATE_NAME, keys: intermediateKeys, issuer: root }
  const expired = authority({ ...wish, notAfter: at(-1) })
  const notCa = authority({ ...wish, ca: false })
  const below = signerOf({ issuer: intermediate })
  t.equal(by(below, [expired, notCa, intermediate]), 'ok')
})

test('a remembered path is judged anew at each time and for each registration', async (t) => {
  const signature = sign()
  t.equal(said(checked(signature, { now: NOW })), 'ok')
  t.equal(said(checked(signature, { now: at(500) })), 'untrusted-certificate: certificate-expired')
  const withdrawn = agencyOf({ trustAnchors: [intermediate.pem] })
  t.equal(said(checked(signature, { agency: withdrawn })), 'untrusted-certificate: path-not-found')
  t.equal(said(checked(signature)), 'ok')
})
