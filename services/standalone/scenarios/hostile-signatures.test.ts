/** Sound documents whose signature, certificate or certification path is not. */
import { instant } from '@xianjie/contracts'
import {
  type CertificateWish,
  type DetachedWish,
  type Deviations,
  type Holder,
  makeAuthority,
  makeCertificate,
  makeKeyPair,
  makeRevocationList,
  makeSigner,
  signDetached,
} from '@xianjie/seal/make'
import { test } from 'tap'
import { cubedKeys, forgeries, sound } from '../testing/forgeries.ts'
import { logsNobody, openScenario, type Refusal, type Test } from '../testing/scenario.ts'
import { jsonBody } from '../testing/submissions.ts'
import { exampleOf, testAuthority, testYears } from '../testing/test-platform.ts'

const scenario = await openScenario({ agencies: ['yunxiCourt', 'baiyangCourt'] })
const by = 'yunxiCourt'
const DAY_MS = 86_400_000
const REVOKED = '0badc0de'
const now = scenario.now()
const days = (count: number) => instant(now + count * DAY_MS)

const { unit, file, signer: ownSigner } = scenario.agency(by)
const NAME = {
  commonName: unit.name,
  organizationName: unit.name,
  organizationIdentifier: unit.code,
}
const keys = makeKeyPair('p256')
const rsaKeys = makeKeyPair('rsa-2048')
const root = testAuthority.holder
const years = { notBefore: testYears.from, notAfter: testYears.to }

const revoking = makeRevocationList({
  issuer: root,
  thisUpdate: testYears.from,
  nextUpdate: testYears.to,
  revoked: [{ serial: REVOKED, at: days(-30) }],
})
await scenario.register({ ...file, crls: [revoking.pem] })

const signerOf = (wish: Partial<CertificateWish> = {}): Holder =>
  makeSigner({ name: NAME, keys, issuer: root, ...years, ...wish })

const seal = (content: Uint8Array, holder: Holder, wish: Partial<DetachedWish> = {}): Buffer =>
  signDetached({
    content,
    certificates: [holder.der],
    privateKey: holder.keys.privateKey,
    signingTime: instant(Math.floor((scenario.now() - 2_000) / 1_000) * 1_000),
    ...wish,
  })

type Make = (content: Uint8Array) => Uint8Array
type Case = readonly [title: string, make: Make, ...violations: string[]]

async function refuse(t: Test, code: Refusal['code'], cases: readonly Case[]): Promise<void> {
  for (const [title, make, ...violations] of cases) {
    const document = scenario.bytes(exampleOf('ruling-parole'))
    const request = { by, ...jsonBody({ document, signature: make(document) }) } as const
    const said = violations.map((one) => `signature ${one}`).sort()
    await scenario.refused(t, title, request, { code, violations: said })
  }
}

const deviating =
  (deviations: Deviations): Make =>
  (content) =>
    seal(content, ownSigner, { deviations })

await test('422 invalid-signature: what is no signature of this document', async (t) => {
  const other = scenario.bytes(exampleOf('ruling-parole'))
  const flipped: Make = (content) => {
    const signature = seal(content, ownSigner)
    signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1
    return signature
  }
  await refuse(t, 'invalid-signature', [
    ['no CMS', () => Buffer.from('MIIB'), 'not-cms'],
    ['a certificate', () => ownSigner.der, 'not-cms'],
    ['truncated', (content) => seal(content, ownSigner).subarray(0, -9), 'not-cms'],
    [
      'bytes behind it',
      (content) => Buffer.concat([seal(content, ownSigner), Buffer.from([0])]),
      'not-cms',
    ],
    [
      'in PEM',
      (content) =>
        Buffer.from(
          `-----BEGIN CMS-----\n${seal(content, ownSigner).toString('base64')}\n-----END CMS-----\n`,
        ),
      'not-cms',
    ],
    ['10,000 levels of SEQUENCE', () => Buffer.from('3080'.repeat(10_000), 'hex'), 'not-cms'],
    ['the document inside', deviating({ attached: true }), 'not-detached'],
    ['two signers', deviating({ signers: 2 }), 'signer-count'],
    ['no signer', deviating({ signers: 0 }), 'signer-count'],
    ['no signed attributes', deviating({ withoutAttributes: true }), 'attributes-missing'],
    ['no content type', deviating({ omit: ['content-type'] }), 'content-type-missing'],
    ['no message digest', deviating({ omit: ['message-digest'] }), 'message-digest-missing'],
    ['no signing time', deviating({ omit: ['signing-time'] }), 'signing-time-missing'],
    ['two message digests', deviating({ repeat: ['message-digest'] }), 'attribute-repeated'],
    ['two signing times', deviating({ twoValues: ['signing-time'] }), 'attribute-repeated'],
    ['no certificate', deviating({ withoutCertificates: true }), 'signer-certificate-missing'],
    ['over another document', () => seal(other, ownSigner), 'digest-mismatch'],
    [
      'over the document with a line feed',
      (content) => seal(Buffer.concat([content, Buffer.from('\n')]), ownSigner),
      'digest-mismatch',
    ],
    ['a bit flipped', flipped, 'signature-wrong'],
    [
      'another key under this certificate',
      (content) => seal(content, ownSigner, { privateKey: keys.privateKey }),
      'signature-wrong',
    ],
    [
      'signed tomorrow',
      (content) => seal(content, ownSigner, { signingTime: days(1) }),
      'signing-time-future',
    ],
  ])
})

await test('422 invalid-signature: algorithms and keys that are not taken', async (t) => {
  const rsa = signerOf({ keys: rsaKeys })
  const weak = signerOf({ keys: makeKeyPair('rsa-1024') })
  await refuse(t, 'invalid-signature', [
    ['RSA-1024', (content) => seal(content, weak), 'key-too-weak'],
    ['P-521', (content) => seal(content, signerOf({ keys: makeKeyPair('p521') })), 'curve'],
    [
      'SHA-1 with RSA',
      (content) => seal(content, rsa, { hash: 'sha1' }),
      'digest-algorithm',
      'signature-algorithm',
    ],
    [
      'SHA-1 with ECDSA',
      (content) => seal(content, ownSigner, { hash: 'sha1' }),
      'digest-algorithm',
      'signature-algorithm',
    ],
    [
      'MD5',
      (content) => seal(content, rsa, { hash: 'md5' }),
      'digest-algorithm',
      'signature-algorithm',
    ],
    [
      'SHA-1 as digest of SHA-256',
      (content) => seal(content, rsa, { deviations: { digestHash: 'sha1' } }),
      'digest-algorithm',
    ],
    [
      'RSA named over an EC key',
      (content) =>
        seal(content, ownSigner, {
          deviations: { algorithm: Buffer.from('300d06092a864886f70d01010b0500', 'hex') },
        }),
      'algorithm-mismatch',
    ],
  ])
})

await test('422 invalid-signature: PKCS#1 forgeries', async (t) => {
  const holder = signerOf({ keys: cubedKeys })
  for (const [title, forge] of Object.entries(forgeries)) {
    const make: Make = (content) => seal(content, holder, { deviations: { sign: forge } })
    await refuse(t, 'invalid-signature', [[title, make, 'signature-wrong']])
  }
  const document = scenario.bytes(exampleOf('ruling-parole'))
  const signature = seal(document, holder, { deviations: { sign: sound } })
  const { status } = await scenario.ask({ by, ...jsonBody({ document, signature }) })
  t.equal(status, 201, 'the same block without a flaw is accepted')
})

await test('422 untrusted-certificate', async (t) => {
  const stranger = makeAuthority({
    name: { commonName: '别的根' },
    keys: makeKeyPair('p256'),
    ...years,
  })
  const namesake = makeAuthority({
    name: { commonName: '测试根' },
    keys: makeKeyPair('p256'),
    ...years,
  })
  const expired = makeAuthority({
    name: { commonName: '旧签发证书' },
    keys: makeKeyPair('p256'),
    issuer: root,
    notBefore: days(-20),
    notAfter: days(-10),
  })
  const middle = makeAuthority({
    name: { commonName: '签发证书' },
    keys: makeKeyPair('p256'),
    issuer: root,
    ...years,
  })
  const by =
    (wish: Partial<CertificateWish>, more: readonly Holder[] = []): Make =>
    (content) => {
      const holder = signerOf(wish)
      return seal(content, holder, { certificates: [holder, ...more].map(({ der }) => der) })
    }
  const own =
    (wish: Partial<CertificateWish>): Make =>
    (content) =>
      seal(content, makeCertificate({ name: NAME, keys, ...years, ...wish }))
  const usage = ['digitalSignature'] as const
  await refuse(t, 'untrusted-certificate', [
    ['expired', by({ notBefore: days(-20), notAfter: days(-1) }), 'certificate-expired'],
    ['not yet valid', by({ notBefore: days(1) }), 'certificate-not-yet-valid'],
    [
      'not yet valid when it was signed',
      (content) => seal(content, signerOf({ notBefore: days(-1) }), { signingTime: days(-2) }),
      'certificate-not-yet-valid',
    ],
    ['of another authority', by({ issuer: stranger }, [stranger]), 'path-not-found'],
    ['of an authority with the same name', by({ issuer: namesake }, [namesake]), 'path-not-found'],
    ['of an expired intermediate', by({ issuer: expired }, [expired]), 'certificate-expired'],
    ['its intermediate is left out', by({ issuer: middle }), 'path-not-found'],
    ['self-signed', own({ keyUsage: usage }), 'path-not-found', 'self-signed'],
    ['a CA certificate', by({ ca: true }), 'ca-as-signer'],
    [
      'the anchor itself',
      (content) => seal(content, root),
      'anchor-as-signer',
      'ca-as-signer',
      'key-usage',
      'organisation',
    ],
    [
      'issued by another signer',
      by({ issuer: ownSigner, name: { ...NAME, commonName: '书记员' } }, [ownSigner]),
      'basic-constraints',
      'key-usage',
    ],
    ['key usage missing', own({ issuer: root }), 'key-usage'],
    [
      'key usage for revocation lists only',
      own({ issuer: root, keyUsage: ['cRLSign'] }),
      'key-usage',
    ],
    ['a certificate of version 1', own({ issuer: root, version: 1 }), 'key-usage'],
    [
      'an unknown critical extension',
      by({ extensions: [{ oid: '1.2.3.4.5', critical: true, value: Buffer.from('0500', 'hex') }] }),
      'critical-extension',
    ],
    [
      'a certificate signed with SHA-1',
      by({ choice: { hash: 'sha1', padding: 'pkcs1' } }),
      'certificate-algorithm',
    ],
  ])
})

await test('422 revoked-certificate', async (t) => {
  await refuse(t, 'revoked-certificate', [
    ['revoked', (content) => seal(content, signerOf({ serial: REVOKED })), 'certificate-revoked'],
    [
      'revoked after it was signed',
      (content) => seal(content, signerOf({ serial: REVOKED }), { signingTime: days(-60) }),
      'certificate-revoked',
    ],
  ])
})

await test('403 issuer-mismatch: the certificate names another organisation, or none', async (t) => {
  const other = { ...NAME, organizationIdentifier: '111399020000000437' }
  const { organizationIdentifier: _, ...nameless } = NAME
  const named =
    (name: CertificateWish['name']): Make =>
    (content) =>
      seal(content, signerOf({ name }))
  await refuse(t, 'issuer-mismatch', [
    ['another court', named(other), 'organisation'],
    ['no organisation', named(nameless), 'organisation'],
    [
      'the code with letters behind it',
      named({ ...NAME, organizationIdentifier: `${unit.code}X` }),
      'organisation',
    ],
    ['the code in the common name', named({ commonName: unit.code }), 'organisation'],
  ])
})

await test('several things wrong are said at once', async (t) => {
  const weak = signerOf({
    keys: makeKeyPair('rsa-1024'),
    notBefore: days(-9),
    notAfter: days(-3),
    name: { commonName: '某院' },
  })
  await refuse(t, 'invalid-signature', [
    [
      'five faults',
      (content) =>
        seal(content, weak, {
          hash: 'sha1',
          deviations: { digest: Buffer.alloc(20) },
          signingTime: days(-5),
        }),
      'certificate-expired',
      'digest-algorithm',
      'key-too-weak',
      'organisation',
      'signature-algorithm',
    ],
  ])
})

await test('a signature that is left out, empty or too long is refused', async (t) => {
  const document = scenario.bytes(exampleOf('ruling-parole'))
  await scenario.refused(
    t,
    'left out',
    { by, ...jsonBody({ document }) },
    { code: 'invalid-signature', violations: ['signature missing'] },
  )
  const long = { by, ...jsonBody({ document, signature: Buffer.alloc(65_537, 0x30) }) } as const
  await scenario.refused(t, 'too long', long, { code: 'too-large', violations: [] })
})

await test('the agency’s own signature is accepted all the while', async (t) => {
  const document = scenario.bytes(exampleOf('ruling-parole'))
  const { status, body } = await scenario.ask(scenario.submission(by, document))
  t.equal(status, 201, JSON.stringify(body))
})

await logsNobody(scenario)
