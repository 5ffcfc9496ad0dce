/** Documents signed on the command line, as an agency without our tools would (RSA and EC). */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type KeyKind, makeKeyPair, makeSigner, privateKeyPem } from '@xianjie/seal/make'
import t, { test } from 'tap'
import { logsNobody, openScenario } from '../testing/scenario.ts'
import { jsonBody } from '../testing/submissions.ts'
import { exampleOf, testAuthority, testYears } from '../testing/test-platform.ts'

const folder = mkdtempSync(join(tmpdir(), 'xianjie-openssl-'))
t.teardown(() => rmSync(folder, { recursive: true }))
const scenario = await openScenario({ agencies: ['yunxiCourt'] })
const by = 'yunxiCourt'

function openssl(...words: readonly string[]): void {
  try {
    execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' })
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw missing
      ? new Error('the command `openssl` is missing: install it to run this test')
      : error
  }
}

/** A certificate of the agency's authority for a new key, and the key, as files. */
function equip(kind: KeyKind): void {
  const { unit } = scenario.agency(by)
  const name = { commonName: unit.name, organizationIdentifier: `NTRCN-${unit.code}` }
  const { from: notBefore, to: notAfter } = testYears
  const keys = makeKeyPair(kind)
  const { pem } = makeSigner({ name, keys, issuer: testAuthority.holder, notBefore, notAfter })
  writeFileSync(join(folder, 'signer.pem'), pem)
  writeFileSync(join(folder, 'signer.key'), privateKeyPem(keys))
  writeFileSync(join(folder, 'root.pem'), testAuthority.holder.pem)
}

function sign(document: Buffer, ...options: readonly string[]): Buffer {
  writeFileSync(join(folder, 'document'), document)
  const files = [
    '-in',
    'document',
    '-out',
    'signature',
    '-signer',
    'signer.pem',
    '-inkey',
    'signer.key',
  ]
  openssl('cms', '-sign', '-binary', '-outform', 'DER', ...files, ...options)
  return readFileSync(join(folder, 'signature'))
}

const SOUND: readonly (readonly [KeyKind, ...string[]])[] = [
  ['rsa-2048'],
  ['rsa-3072', '-md', 'sha512'],
  ['rsa-2048', '-md', 'sha256', '-keyopt', 'rsa_padding_mode:pss'],
  ['p256', '-md', 'sha256'],
  ['p384', '-md', 'sha384'],
]

for (const [kind, ...options] of SOUND) {
  await test(`openssl cms -sign ${['with', kind, ...options].join(' ')} is accepted`, async (t) => {
    equip(kind)
    const document = scenario.bytes(exampleOf('ruling-parole'))
    const signature = sign(document, ...options)
    const { status, body } = await scenario.ask({ by, ...jsonBody({ document, signature }) })
    t.equal(status, 201, JSON.stringify(body))
    const url = `/v1/documents/${body.documentId}`
    const content = await scenario.ask({ by, method: 'GET', url: `${url}/content` })
    const kept = await scenario.ask({ by, method: 'GET', url: `${url}/signature` })
    writeFileSync(join(folder, 'content'), content.bytes)
    writeFileSync(join(folder, 'kept'), kept.bytes)
    const files = ['-in', 'kept', '-content', 'content', '-CAfile', 'root.pem', '-out', 'verified']
    openssl('cms', '-verify', '-binary', '-inform', 'DER', '-purpose', 'any', ...files)
    t.same(readFileSync(join(folder, 'verified')), document, 'and verifies as it is given back')
  })
}

const UNSOUND: Readonly<Record<string, readonly [string, ...string[]]>> = {
  '-nodetach': ['not-detached'],
  '-noattr': ['attributes-missing'],
  '-nocerts': ['signer-certificate-missing'],
  '-md sha1': ['digest-algorithm'],
  '-outform PEM': ['not-cms'],
}

await test('what openssl signs in another way is refused', async (t) => {
  equip('rsa-2048')
  for (const [options, faults] of Object.entries(UNSOUND)) {
    const document = scenario.bytes(exampleOf('ruling-parole'))
    const signature = sign(document, ...options.split(' '))
    const violations = faults.map((fault) => `signature ${fault}`)
    const request = { by, ...jsonBody({ document, signature }) } as const
    await scenario.refused(t, options, request, { code: 'invalid-signature', violations })
  }
})

await logsNobody(scenario)
