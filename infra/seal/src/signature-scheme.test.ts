import { constants, createHash, createPublicKey, type KeyObject, privateEncrypt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { test } from 'tap'
import { CONTENT, checked, said, sign, signerOf } from '../testing/world.ts'
import { makeKeyPair } from './make/index.ts'
import { type Scheme, verifySignature } from './signature-scheme.ts'

type Vectors = {
  readonly numberOfTests: number
  readonly testGroups: readonly {
    readonly publicKeyPem: string
    readonly tests: readonly {
      readonly tcId: number
      readonly comment: string
      readonly msg: string
      readonly sig: string
      readonly result: 'valid' | 'invalid' | 'acceptable'
    }[]
  }[]
}

const vectorsOf = (name: string): Vectors => {
  const path = new URL(`../testing/wycheproof/${name}_test.json.gz`, import.meta.url)
  return JSON.parse(gunzipSync(readFileSync(path)).toString())
}

function wrongVerdicts(vectors: Vectors, scheme: Scheme): string[] {
  return vectors.testGroups.flatMap(({ publicKeyPem, tests }) => {
    const key = createPublicKey(publicKeyPem)
    return tests.flatMap(({ tcId, comment, msg, sig, result }) => {
      const holds = verifySignature(scheme, key, Buffer.from(msg, 'hex'), Buffer.from(sig, 'hex'))
      return holds === (result === 'valid') ? [] : [`${tcId} ${comment}: ${holds}`]
    })
  })
}

for (const [name, count, kind] of [
  ['rsa_signature_2048_sha256', 259, 'rsa-pkcs1'],
  ['rsa_signature_3072_sha256', 259, 'rsa-pkcs1'],
  ['ecdsa_secp256r1_sha256', 484, 'ecdsa'],
] as const) {
  test(`no wrong verdict on Wycheproof’s ${name}`, async (t) => {
    const vectors = vectorsOf(name)
    t.equal(vectors.numberOfTests, count)
    t.same(wrongVerdicts(vectors, { kind, hash: 'sha256' }), [])
  })
}

const cubed = makeKeyPair('rsa-2048', { exponent: 3 })
const MODULUS_BYTES = 256
const PREFIX = Buffer.from('3031300d060960864801650304020105000420', 'hex')
const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

/** Raw RSA over a whole block: the key's owner can make any encoding, a forger hopes for a lax one. */
const raw = (block: Buffer, key: KeyObject = cubed.privateKey): Buffer =>
  privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, block)

function block(tail: Buffer, { type = 0x01, fill = 0xff, padding = 0, trailer = 0 } = {}): Buffer {
  const length = padding || MODULUS_BYTES - 3 - tail.length - trailer
  const head = Buffer.concat([Buffer.from([0, type]), Buffer.alloc(length, fill), Buffer.from([0])])
  const rest = Buffer.alloc(MODULUS_BYTES - head.length - tail.length, 0x5a)
  return Buffer.concat([head, tail, rest])
}

/** The largest signature whose cube begins with the block: Bleichenbacher's forgery, made without key. */
function cubeRoot(target: Buffer): Buffer {
  const wanted = BigInt(`0x${target.toString('hex')}`)
  let [low, high] = [0n, 1n << 700n]
  while (low < high) {
    const middle = (low + high + 1n) >> 1n
    if (middle ** 3n <= wanted) low = middle
    else high = middle - 1n
  }
  return Buffer.from(low.toString(16).padStart(2 * MODULUS_BYTES, '0'), 'hex')
}

const forgeries: readonly [string, (digest: Buffer) => Buffer][] = [
  [
    'garbage behind the hash',
    (digest) => raw(block(Buffer.concat([PREFIX, digest]), { padding: 8 })),
  ],
  [
    'garbage behind the hash, made from the public key alone',
    (digest) => cubeRoot(block(Buffer.concat([PREFIX, digest]), { padding: 8 }).fill(0xff, 62)),
  ],
  [
    'garbage in the digest’s parameters',
    (digest) => {
      const garbage = Buffer.alloc(150, 0x41)
      const head = Buffer.from('3081ca3081a506096086480165030402010481', 'hex')
      return raw(
        block(Buffer.concat([head, Buffer.from([150]), garbage, Buffer.from([4, 32]), digest])),
      )
    },
  ],
  [
    'another hash’s identifier',
    (digest) => {
      const prefix = Buffer.from(PREFIX)
      prefix[14] = 0x03
      return raw(block(Buffer.concat([prefix, digest])))
    },
  ],
  ['no hash identifier at all', (digest) => raw(block(digest))],
  [
    'SHA-1’s identifier over SHA-256',
    (digest) =>
      raw(block(Buffer.concat([Buffer.from('302d300906052b0e03021a05000420', 'hex'), digest]))),
  ],
  [
    'padding of seven octets',
    (digest) => raw(block(Buffer.concat([PREFIX, digest]), { padding: 7 })),
  ],
  [
    'padding of another value',
    (digest) => raw(block(Buffer.concat([PREFIX, digest]), { fill: 0xfe })),
  ],
  ['block type 2', (digest) => raw(block(Buffer.concat([PREFIX, digest]), { type: 2 }))],
  ['block type 0', (digest) => raw(block(Buffer.concat([PREFIX, digest]), { type: 0, fill: 0 }))],
  [
    'a BER length in the encoding',
    (digest) =>
      raw(block(Buffer.concat([Buffer.from('308131', 'hex'), PREFIX.subarray(2), digest]))),
  ],
  [
    'one octet too many',
    (digest) => Buffer.concat([Buffer.from([0]), raw(block(Buffer.concat([PREFIX, digest])))]),
  ],
  ['nothing', () => Buffer.alloc(0)],
  ['zero', () => Buffer.alloc(MODULUS_BYTES)],
  ['one', () => Buffer.alloc(MODULUS_BYTES).fill(1, MODULUS_BYTES - 1)],
]

const pkcs1: Scheme = { kind: 'rsa-pkcs1', hash: 'sha256' }

for (const [name, forge] of forgeries) {
  test(`a PKCS#1 forgery with the exponent 3 is refused: ${name}`, async (t) => {
    t.notOk(verifySignature(pkcs1, cubed.publicKey, CONTENT, forge(digestOf(CONTENT))))
    const holder = signerOf({ keys: cubed })
    const sealed = sign(holder, { deviations: { sign: (bytes) => forge(digestOf(bytes)) } })
    t.equal(said(checked(sealed)), 'invalid-signature: signature-wrong')
  })
}

test('the same block without a flaw verifies, so the forgeries fail for the right reason', async (t) => {
  const signature = raw(block(Buffer.concat([PREFIX, digestOf(CONTENT)])))
  t.ok(verifySignature(pkcs1, cubed.publicKey, CONTENT, signature))
})

test('a key of another family never verifies, and nothing throws', async (t) => {
  const ed25519 = makeKeyPair('ed25519')
  const kinds: readonly Scheme[] = [
    pkcs1,
    { kind: 'rsa-pss', hash: 'sha512', saltBytes: 1024 },
    { kind: 'ecdsa', hash: 'sha384' },
  ]
  for (const scheme of kinds) {
    for (const { publicKey } of [ed25519, cubed, makeKeyPair('p256')]) {
      t.notOk(verifySignature(scheme, publicKey, CONTENT, Buffer.alloc(MODULUS_BYTES, 7)))
    }
  }
})
