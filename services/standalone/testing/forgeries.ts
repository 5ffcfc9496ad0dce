/** Forged RSA signatures by PKCS#1 v1.5 (RFC 8017 §8.2.2) with a key of exponent 3. */
import { constants, createHash, privateEncrypt } from 'node:crypto'
import { makeKeyPair } from '@xianjie/seal/make'

const MODULUS_BYTES = 256
/** Longer than any number whose cube fits the modulus. */
const ROOT_BITS = 700n
/** DigestInfo of SHA-256, up to the digest. */
const SHA256_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex')
const SHA1_INFO = Buffer.from('302d300906052b0e03021a05000420', 'hex')

export const cubedKeys = makeKeyPair('rsa-2048', { exponent: 3 })

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

/** What stands in the block when the key is used on it as it is. */
const raw = (block: Buffer): Buffer =>
  privateEncrypt({ key: cubedKeys.privateKey, padding: constants.RSA_NO_PADDING }, block)

/** `00 type fill… 00 tail`, and garbage behind it where the padding is shorter than it must be. */
function block(tail: Buffer, { type = 1, fill = 0xff, padding = 0 } = {}): Buffer {
  const length = padding || MODULUS_BYTES - 3 - tail.length
  const head = Buffer.concat([Buffer.from([0, type]), Buffer.alloc(length, fill), Buffer.from([0])])
  const garbage = Buffer.alloc(MODULUS_BYTES - head.length - tail.length, 0x5a)
  return Buffer.concat([head, tail, garbage])
}

/** The largest number whose cube is at most the block: made from the public key alone. */
function cubeRoot(target: Buffer): Buffer {
  const wanted = BigInt(`0x${target.toString('hex')}`)
  let [low, high] = [0n, 1n << ROOT_BITS]
  while (low < high) {
    const middle = (low + high + 1n) >> 1n
    if (middle ** 3n <= wanted) low = middle
    else high = middle - 1n
  }
  return Buffer.from(low.toString(16).padStart(2 * MODULUS_BYTES, '0'), 'hex')
}

const SHORT = { padding: 8 }
const info = (bytes: Uint8Array, prefix = SHA256_INFO) => Buffer.concat([prefix, digestOf(bytes)])

/** By name: the signed bytes in, a signature out that a careless verifier would take. */
export const forgeries: Readonly<Record<string, (bytes: Uint8Array) => Buffer>> = {
  'garbage behind the hash': (bytes) => raw(block(info(bytes), SHORT)),
  'garbage behind the hash, without the private key': (bytes) =>
    cubeRoot(block(info(bytes), SHORT).fill(0xff, 62)),
  'no hash identifier': (bytes) => raw(block(digestOf(bytes))),
  'SHA-1’s identifier over SHA-256': (bytes) => raw(block(info(bytes, SHA1_INFO))),
  'padding of seven octets': (bytes) => raw(block(info(bytes), { padding: 7 })),
  'padding of another value': (bytes) => raw(block(info(bytes), { fill: 0xfe })),
  'block type 2': (bytes) => raw(block(info(bytes), { type: 2 })),
  'an octet too many': (bytes) => Buffer.concat([Buffer.from([0]), raw(block(info(bytes)))]),
  nothing: () => Buffer.alloc(0),
  zero: () => Buffer.alloc(MODULUS_BYTES),
  one: () => Buffer.alloc(MODULUS_BYTES).fill(1, MODULUS_BYTES - 1),
}

/** The same block without a flaw. */
export const sound = (bytes: Uint8Array): Buffer => raw(block(info(bytes)))
