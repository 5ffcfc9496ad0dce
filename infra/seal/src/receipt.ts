/**
 * Receipts: compact JWS (RFC 7515) with Ed25519 (RFC 8037). The signature is deterministic, so a
 * receipt need not be stored: the log's facts and the key give the same octets again for ever.
 * jose signs through WebCrypto, off the calling thread: 20–25 µs of it per receipt, where a call to
 * node:crypto's own sign holds the thread for 46 µs.
 */
import { createPrivateKey, createPublicKey } from 'node:crypto'
import {
  CompactSign,
  type CryptoKey,
  calculateJwkThumbprint,
  compactVerify,
  createLocalJWKSet,
  errors,
} from 'jose'

/** A public receipt key as `/v1/keys` publishes it (RFC 7517). */
export type ReceiptJwk = {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  readonly x: string
  readonly kid: string
  readonly alg: 'EdDSA'
  readonly use: 'sig'
}

export type ReceiptKeys = { readonly keys: readonly ReceiptJwk[] }
export type ReceiptClaims = Readonly<Record<string, unknown>>

export type ReceiptSigner = {
  /** The key that new receipts are signed with: RFC 7638 thumbprint. */
  readonly currentKid: string
  /**
   * The receipt over the claims, their members in the order given. Rejects with `receipt-key-unknown`
   * when the key is not configured (any more).
   */
  sign(kid: string, claims: ReceiptClaims): Promise<string>
  /** All public keys, old ones too. */
  jwks(): ReceiptKeys
}

export class ReceiptKeyUnknown extends Error {
  readonly code = 'receipt-key-unknown'
  readonly retriable = false
}

const SEED_BYTES = 32
// RFC 8410 §7: the PKCS#8 wrapping of an Ed25519 seed.
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

type ReceiptKey = { readonly jwk: ReceiptJwk; readonly privateKey: CryptoKey }

/** From seeds of 32 bytes, the current one last. Throws a RangeError on none or another length. */
export async function createReceiptSigner(
  seeds: readonly { readonly seed: Uint8Array }[],
): Promise<ReceiptSigner> {
  const keys = await Promise.all(seeds.map(({ seed }) => receiptKey(seed)))
  const current = keys.at(-1)
  if (!current) throw new RangeError('at least one receipt key is needed')
  const byKid = new Map(keys.map((key) => [key.jwk.kid, key]))
  const published = { keys: [...byKid.values()].map(({ jwk }) => jwk) }
  return {
    currentKid: current.jwk.kid,
    async sign(kid, claims) {
      const key = byKid.get(kid)
      if (!key) throw new ReceiptKeyUnknown(`no receipt key ${kid}`)
      return compactJws(key, claims)
    },
    jwks: () => published,
  }
}

async function receiptKey(seed: Uint8Array): Promise<ReceiptKey> {
  if (seed.length !== SEED_BYTES) throw new RangeError(`a receipt seed has ${SEED_BYTES} bytes`)
  const der = Buffer.concat([PKCS8_PREFIX, seed])
  const keyObject = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const { x = '' } = createPublicKey(keyObject).export({ format: 'jwk' })
  const kid = await calculateJwkThumbprint({ kty: 'OKP', crv: 'Ed25519', x })
  const jwk = { kty: 'OKP', crv: 'Ed25519', x, kid, alg: 'EdDSA', use: 'sig' } as const
  return { jwk, privateKey: keyObject.toCryptoKey('Ed25519', false, ['sign']) }
}

function compactJws({ jwk, privateKey }: ReceiptKey, claims: ReceiptClaims): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid, typ: 'receipt+jws' })
    .sign(privateKey)
}

export type ReceiptCheck =
  | { readonly ok: true; readonly kid: string; readonly claims: ReceiptClaims }
  | { readonly ok: false; readonly refusal: 'malformed' | 'unknown-key' | 'signature-wrong' }

/** Says whether `jws` is a receipt under one of the published keys, and what it claims. */
export async function verifyReceipt(
  jws: string,
  jwks: { readonly keys: readonly Readonly<Record<string, unknown>>[] },
): Promise<ReceiptCheck> {
  try {
    // jose's key set type is mutable and open; it copies what it is given.
    const keys = createLocalJWKSet(structuredClone(jwks) as Parameters<typeof createLocalJWKSet>[0])
    const { payload, protectedHeader } = await compactVerify(jws, keys, { algorithms: ['EdDSA'] })
    const { kid, typ } = protectedHeader
    const claims: unknown = JSON.parse(Buffer.from(payload).toString('utf8'))
    if (typ !== 'receipt+jws' || kid === undefined || !isClaims(claims)) return wrong('malformed')
    return { ok: true, kid, claims }
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return wrong('unknown-key')
    if (error instanceof errors.JWSSignatureVerificationFailed) return wrong('signature-wrong')
    return wrong('malformed')
  }
}

const wrong = (refusal: (ReceiptCheck & { ok: false })['refusal']): ReceiptCheck => ({
  ok: false,
  refusal,
})

const isClaims = (value: unknown): value is ReceiptClaims =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
