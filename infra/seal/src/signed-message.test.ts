import { test } from 'tap'
import {
  at,
  CONTENT,
  checked,
  intermediate,
  root,
  rsaKeys,
  said,
  sign,
  signer,
  signerOf,
} from '../testing/world.ts'
import { SIGNATURE_BYTES_MAX } from './check-seal.ts'
import { makeKeyPair } from './make/index.ts'

const bad = (deviations: NonNullable<Parameters<typeof sign>[1]>['deviations']) =>
  said(checked(sign(signer, deviations ? { deviations } : {})))

test('what is no CMS is refused', async (t) => {
  const refused = 'invalid-signature: not-cms'
  t.equal(said(checked(Buffer.from('MIIB'))), refused)
  t.equal(said(checked(Buffer.from([0x30, 0x00]))), refused)
  t.equal(said(checked(signer.der)), refused)
  t.equal(said(checked(sign().subarray(0, -1))), refused)
  t.equal(said(checked(Buffer.concat([sign(), Buffer.from([0])]))), refused)
  t.equal(said(checked(Buffer.alloc(0))), 'invalid-signature: signature-size')
  t.equal(
    said(checked(Buffer.alloc(SIGNATURE_BYTES_MAX + 1, 0x30))),
    'invalid-signature: signature-size',
  )
})

test('BER that is not DER is refused, although forge reads it', async (t) => {
  const der = sign()
  const indefinite = Buffer.concat([Buffer.from([0x30, 0x80]), der.subarray(4), Buffer.alloc(2)])
  t.equal(said(checked(indefinite)), 'invalid-signature: not-cms')
  const padded = Buffer.concat([Buffer.from([0x30, 0x83, 0x00]), der.subarray(2)])
  t.equal(said(checked(padded)), 'invalid-signature: not-cms')
})

test('a signature that carries the document, or other content, is refused', async (t) => {
  t.equal(bad({ attached: true }), 'invalid-signature: not-detached')
  t.equal(
    bad({ encapsulatedType: '1.2.840.113549.1.9.16.1.4' }),
    'invalid-signature: content-type-wrong',
  )
})

test('two signers or none are refused', async (t) => {
  t.equal(bad({ signers: 2 }), 'invalid-signature: signer-count')
  t.equal(bad({ signers: 0 }), 'invalid-signature: signer-count')
})

test('a signature without signed attributes is refused', async (t) => {
  t.equal(bad({ withoutAttributes: true }), 'invalid-signature: attributes-missing')
})

test('each of the three signed attributes has to be there', async (t) => {
  t.equal(bad({ omit: ['content-type'] }), 'invalid-signature: content-type-missing')
  t.equal(bad({ omit: ['message-digest'] }), 'invalid-signature: message-digest-missing')
  t.equal(bad({ omit: ['signing-time'] }), 'invalid-signature: signing-time-missing')
})

test('a signed attribute may not be repeated nor have two values', async (t) => {
  for (const name of ['content-type', 'message-digest', 'signing-time'] as const) {
    t.equal(bad({ repeat: [name] }), 'invalid-signature: attribute-repeated')
    t.equal(bad({ twoValues: [name] }), 'invalid-signature: attribute-repeated')
  }
})

test('the signed content type has to be id-data', async (t) => {
  t.equal(bad({ contentType: '1.2.840.113549.1.7.2' }), 'invalid-signature: content-type-wrong')
})

test('a signature over other bytes is refused', async (t) => {
  t.equal(bad({ digest: Buffer.alloc(32) }), 'invalid-signature: digest-mismatch')
  t.equal(bad({ digest: Buffer.alloc(5) }), 'invalid-signature: digest-mismatch')
  const other = Buffer.concat([CONTENT, Buffer.from(' ')])
  t.equal(said(checked(sign(), { content: other })), 'invalid-signature: digest-mismatch')
})

test('a signing time in the future is refused beyond five minutes', async (t) => {
  const late = (ms: number) => said(checked(sign(signer, { signingTime: at(ms / 86_400_000) })))
  t.equal(late(301_000), 'invalid-signature: signing-time-future')
  t.equal(late(300_000), 'ok')
})

test('SHA-1 and MD5 are refused', async (t) => {
  const rsa = signerOf({ keys: rsaKeys })
  const weak = 'invalid-signature: digest-algorithm signature-algorithm'
  t.equal(said(checked(sign(rsa, { hash: 'sha1' }))), weak)
  t.equal(said(checked(sign(rsa, { hash: 'md5' }))), weak)
  const plain = sign(rsa, { hash: 'sha1', deviations: { plainAlgorithm: true } })
  t.equal(said(checked(plain)), 'invalid-signature: digest-algorithm')
  t.equal(
    said(checked(sign(rsa, { hash: 'sha1', deviations: { digestHash: 'sha256' } }))),
    'invalid-signature: signature-algorithm',
  )
})

test('digest, signature algorithm and key have to belong together', async (t) => {
  const refused = 'invalid-signature: algorithm-mismatch'
  t.equal(bad({ digestHash: 'sha384' }), refused)
  const rsa = signerOf({ keys: rsaKeys })
  t.equal(said(checked(sign(rsa, { privateKey: signer.keys.privateKey }))), refused)
})

test('PSS without sound parameters is refused', async (t) => {
  const rsa = signerOf({ keys: rsaKeys })
  const refused = 'invalid-signature: signature-algorithm'
  const pss = (hex: string) =>
    said(checked(sign(rsa, { padding: 'pss', deviations: { algorithm: Buffer.from(hex, 'hex') } })))
  const oid = '06092a864886f70d01010a'
  const sha256 = '300d06096086480165030402010500'
  const sha512 = '300d06096086480165030402030500'
  const mask = (hash: string) => `a11c301a06092a864886f70d010108${hash}`
  t.equal(pss(`300d${oid}3000`), refused, 'the default hash is SHA-1')
  t.equal(
    pss(
      `303e${oid}3031a00f${sha256}${mask(sha512)}a203020120`
        .replace('303e', '3041')
        .replace('3031', '3034'),
    ),
    refused,
    'mask of another hash',
  )
  t.equal(pss(`3041${oid}3034a00f${sha256}${mask(sha256)}a203020100`), refused, 'no salt')
  t.equal(pss(`3041${oid}3034a00f${sha256}${mask(sha256)}a203020120`), 'ok')
})

test('an RSA key of 1024 bits, another curve and another kind of key are refused', async (t) => {
  const by = (kind: 'rsa-1024' | 'p521', choice = {}) =>
    said(checked(sign(signerOf({ keys: makeKeyPair(kind) }), choice)))
  t.equal(by('rsa-1024'), 'invalid-signature: key-too-weak')
  t.equal(by('p521', { hash: 'sha512' }), 'invalid-signature: curve')
  const odd = signerOf({ keys: makeKeyPair('ed25519') })
  t.equal(
    said(checked(sign(odd, { privateKey: signer.keys.privateKey }))),
    'invalid-signature: key-type',
  )
})

test('a signature by another key is refused', async (t) => {
  const forged = sign(signer, { privateKey: root.keys.privateKey })
  t.equal(said(checked(forged)), 'invalid-signature: signature-wrong')
})

test('the signer’s certificate has to come along or be registered', async (t) => {
  const bare = { deviations: { withoutCertificates: true } }
  t.equal(said(checked(sign(signer, bare))), 'invalid-signature: signer-certificate-missing')
  t.equal(
    said(checked(sign(signer, { certificates: [signer.der, ...Array(10).fill(root.der)] }))),
    'invalid-signature: certificate-count',
  )
})

test('a signer’s certificate that cannot be read is refused', async (t) => {
  const signature = sign()
  // Validity begins in a thirteenth month.
  signature.write('2513', signature.indexOf(Buffer.from('170d', 'hex')) + 2)
  t.equal(said(checked(signature)), 'untrusted-certificate: certificate-malformed')
})

test('everything wrong is said at once', async (t) => {
  const forged = sign(signerOf({ notAfter: at(-1), keyUsage: [], name: { commonName: '某院' } }), {
    deviations: { digest: Buffer.alloc(32), omit: ['content-type'] },
    certificates: [signerOf({ notAfter: at(-1), keyUsage: [], name: { commonName: '某院' } }).der],
    signingTime: at(1),
  })
  t.equal(
    said(checked(forged)),
    'invalid-signature: content-type-missing digest-mismatch signing-time-future key-usage ' +
      'certificate-expired organisation',
  )
})

test('unsigned attributes and further certificates are no matter', async (t) => {
  const attribute = Buffer.from('300f06092a864886f70d0109343102050 0'.replace(' ', ''), 'hex')
  t.equal(bad({ unsigned: [attribute] }), 'ok')
  const more = sign(signer, { certificates: [signer.der, intermediate.der, root.der] })
  t.equal(said(checked(more)), 'ok')
})
