/** What `openssl cms` signs is accepted, and what this package signs `openssl cms` verifies. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instant } from '@xianjie/contracts'
import t, { test } from 'tap'
import { agencyOf, CODE, CONTENT, checked, said } from '../testing/world.ts'
import {
  type Holder,
  holderOf,
  type KeyPair,
  makeAuthority,
  makeKeyPair,
  makeRevocationList,
  makeSigner,
  privateKeyPem,
  signDetached,
} from './make/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'xianjie-seal-'))
t.teardown(() => rmSync(folder, { recursive: true }))

const path = (name: string) => join(folder, name)

function openssl(...words: string[]): string {
  try {
    return execFileSync('openssl', words, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw missing
      ? new Error('the command `openssl` is missing: install it to run this test')
      : error
  }
}

// openssl signs and verifies by the machine's clock.
const now = instant(Date.now())
const days = (count: number) => instant(now + count * 86_400_000)

const root = makeAuthority({
  name: { commonName: '云溪根证书' },
  keys: makeKeyPair('rsa-2048'),
  notBefore: days(-10),
  notAfter: days(10),
})
const middle = makeAuthority({
  name: { commonName: '云溪签发证书' },
  keys: makeKeyPair('p256'),
  issuer: root,
  notBefore: days(-10),
  notAfter: days(10),
})
const signerOf = (keys: KeyPair, issuer: Holder) =>
  makeSigner({
    name: { commonName: '云溪市中级人民法院', organizationIdentifier: `NTRCN-${CODE}` },
    keys,
    issuer,
    notBefore: days(-1),
    notAfter: days(1),
  })

const rsa = signerOf(makeKeyPair('rsa-2048'), root)
const ec = signerOf(makeKeyPair('p256'), middle)
const ec384 = signerOf(makeKeyPair('p384'), middle)

const agency = agencyOf({ trustAnchors: [root.pem], intermediates: [middle.pem] })
const check = (signature: Uint8Array) => checked(signature, { agency, now: instant(Date.now()) })

writeFileSync(path('doc'), CONTENT)
writeFileSync(path('ca.pem'), root.pem)
writeFileSync(path('middle.pem'), middle.pem)
for (const [name, holder] of [
  ['rsa', rsa],
  ['ec', ec],
  ['ec384', ec384],
] as const) {
  writeFileSync(path(`${name}.pem`), holder.pem)
  writeFileSync(path(`${name}.key`), privateKeyPem(holder.keys))
}

function sealed(name: string, ...options: string[]): Buffer {
  openssl(
    'cms',
    '-sign',
    '-binary',
    '-outform',
    'DER',
    '-in',
    'doc',
    '-out',
    'sig',
    '-signer',
    `${name}.pem`,
    '-inkey',
    `${name}.key`,
    ...options,
  )
  return readFileSync(path('sig'))
}

const PSS = ['-keyopt', 'rsa_padding_mode:pss']

test('what openssl signs without attributes or with the document inside is refused', async (t) => {
  t.equal(said(check(sealed('rsa', '-noattr'))), 'invalid-signature: attributes-missing')
  t.equal(said(check(sealed('rsa', '-nodetach'))), 'invalid-signature: not-detached')
  t.equal(said(check(sealed('rsa', '-nocerts'))), 'invalid-signature: signer-certificate-missing')
  t.equal(
    said(check(sealed('rsa', '-signer', 'ec.pem', '-inkey', 'ec.key'))),
    'invalid-signature: signer-count',
  )
  t.match(said(check(sealed('rsa', '-outform', 'PEM'))), /not-cms/)
})

test('what openssl signs is accepted', async (t) => {
  const cases: readonly (readonly [string, ...string[]])[] = [
    ['rsa'],
    ['rsa', '-md', 'sha384'],
    ['rsa', '-md', 'sha512'],
    ['rsa', ...PSS],
    ['rsa', ...PSS, '-keyopt', 'rsa_pss_saltlen:digest'],
    ['rsa', '-md', 'sha512', ...PSS],
    ['rsa', '-cades'],
    ['rsa', '-keyid'],
    ['rsa', '-nosmimecap'],
    ['rsa', '-certfile', 'ca.pem'],
    ['ec'],
    ['ec', '-certfile', 'middle.pem'],
    ['ec', '-keyid', '-cades', '-md', 'sha384'],
    ['ec384', '-md', 'sha384'],
  ]
  for (const [name, ...options] of cases) {
    t.equal(said(check(sealed(name, ...options))), 'ok', `${name} ${options.join(' ')}`)
  }
})

test('what openssl issues by its own defaults is accepted', async (t) => {
  writeFileSync(
    path('signer.cnf'),
    'keyUsage=critical,digitalSignature\nbasicConstraints=CA:FALSE\n',
  )
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'own-ca.key',
    '-out',
    'own-ca.pem',
    '-days',
    '30',
    '-subj',
    '/C=CN/CN=Own CA',
  )
  openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'own.key',
    '-out',
    'own.csr',
    '-utf8',
    '-subj',
    `/C=CN/O=云溪/organizationIdentifier=NTRCN-${CODE}/CN=云溪`,
  )
  openssl(
    'x509',
    '-req',
    '-in',
    'own.csr',
    '-CA',
    'own-ca.pem',
    '-CAkey',
    'own-ca.key',
    '-CAcreateserial',
    '-days',
    '30',
    '-extfile',
    'signer.cnf',
    '-out',
    'own.pem',
  )
  const own = agencyOf({ trustAnchors: [readFileSync(path('own-ca.pem'), 'utf8')] })
  const answer = checked(sealed('own'), { agency: own, now: instant(Date.now()) })
  t.equal(said(answer), 'ok')
})

test('what this package signs openssl verifies', async (t) => {
  const verified = (holder: Holder, wish: Partial<Parameters<typeof signDetached>[0]> = {}) => {
    const signature = signDetached({
      content: CONTENT,
      certificates: [holder.pem, middle.pem],
      privateKey: holder.keys.privateKey,
      signingTime: now,
      ...wish,
    })
    writeFileSync(path('ours'), signature)
    openssl(
      'cms',
      '-verify',
      '-binary',
      '-inform',
      'DER',
      '-in',
      'ours',
      '-content',
      'doc',
      '-CAfile',
      'ca.pem',
      '-purpose',
      'any',
      '-out',
      'out',
    )
    t.ok(readFileSync(path('out')).equals(CONTENT))
    t.equal(said(check(signature)), 'ok')
  }
  verified(rsa)
  verified(rsa, { hash: 'sha512' })
  verified(rsa, { padding: 'pss' })
  verified(rsa, { identifier: 'key' })
  verified(ec)
  verified(ec384, { hash: 'sha384' })
})

test('openssl takes our certificates and lists for what they are', async (t) => {
  const list = makeRevocationList({
    issuer: middle,
    thisUpdate: days(-1),
    nextUpdate: days(1),
    revoked: [{ serial: ec.serial, at: days(-1), reason: 1 }],
  })
  const rootList = makeRevocationList({ issuer: root, thisUpdate: days(-1), nextUpdate: days(1) })
  writeFileSync(path('crl.pem'), list.pem + rootList.pem)
  const verify = (name: string) =>
    openssl(
      'verify',
      '-x509_strict',
      '-crl_check_all',
      '-CAfile',
      'ca.pem',
      '-untrusted',
      'middle.pem',
      '-CRLfile',
      'crl.pem',
      `${name}.pem`,
    )
  t.throws(() => verify('ec'), /revoked/)
  t.match(verify('ec384'), /OK/)
  const listed = { ...agency, crls: [list.pem, rootList.pem] }
  t.equal(
    said(checked(sealed('ec'), { agency: listed, now: instant(Date.now()) })),
    'revoked-certificate: certificate-revoked',
  )
  const good = checked(sealed('ec384'), { agency: listed, now: instant(Date.now()) })
  t.match(good, { ok: true, verdict: { revocation: 'good', crls: { length: 2 } } })
})

test('an authority that openssl made issues through this package', async (t) => {
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'theirs.key',
    '-out',
    'theirs.pem',
    '-days',
    '30',
    '-subj',
    '/C=CN/CN=Their CA',
  )
  const read = (name: string) => readFileSync(path(name), 'utf8')
  t.throws(() => holderOf(read('theirs.pem'), read('rsa.key')), RangeError)
  const theirs = holderOf(read('theirs.pem'), read('theirs.key'))
  const below = signerOf(makeKeyPair('p256'), theirs)
  writeFileSync(path('below.pem'), below.pem)
  t.match(openssl('verify', '-CAfile', 'theirs.pem', 'below.pem'), /OK/)
  const signature = signDetached({
    content: CONTENT,
    certificates: [below.pem],
    privateKey: below.keys.privateKey,
    signingTime: now,
  })
  const registered = agencyOf({ trustAnchors: [theirs.pem] })
  t.equal(said(checked(signature, { agency: registered, now: instant(Date.now()) })), 'ok')
})
