/**
 * Makes what an agency needs to take part: a certification authority, a signing certificate, a key for
 * tokens, and the agency file that registers them. For demos, tests and first steps; a real agency
 * brings certificates of its own authority.
 */
import { type Agency, type Instant, instant } from '@xianjie/contracts'
import {
  type Holder,
  type KeyKind,
  type KeyPair,
  makeAuthority,
  makeKeyPair,
  makeRevocationList,
  makeSigner,
  signDetached,
} from '@xianjie/seal/make'
import { calculateJwkThumbprint, exportJWK, SignJWT } from 'jose'

export type Validity = { readonly from: Instant; readonly to: Instant }

/** Certificates and a list that nobody is revoked on, valid for the whole time. */
export type Authority = {
  readonly holder: Holder
  readonly crl: string
  readonly validity: Validity
}

export type Unit = Pick<Agency, 'code' | 'name' | 'kind' | 'level' | 'region'>

/** An agency with everything it signs and calls with. */
export type EquippedAgency = {
  readonly unit: Unit
  /** The signing key and its certificate. */
  readonly signer: Holder
  readonly authority: Authority
  readonly tokenKeys: KeyPair
  readonly kid: string
  /** The agency file (api.md "Setting up a platform"). */
  readonly file: Agency
}

export function makeDemoAuthority(
  commonName: string,
  validity: Validity,
  kind: KeyKind = 'rsa-2048',
): Authority {
  const keys = makeKeyPair(kind)
  const holder = makeAuthority({
    name: { commonName },
    keys,
    notBefore: validity.from,
    notAfter: validity.to,
  })
  const { pem } = makeRevocationList({
    issuer: holder,
    thisUpdate: validity.from,
    nextUpdate: validity.to,
  })
  return { holder, crl: pem, validity }
}

/** A new signing key with a certificate of the authority, and a new P-256 key for tokens. */
export async function equipAgency(
  unit: Unit,
  authority: Authority,
  kind: KeyKind = 'rsa-2048',
): Promise<EquippedAgency> {
  const signer = makeSigner({
    name: { commonName: unit.name, organizationName: unit.name, organizationIdentifier: unit.code },
    keys: makeKeyPair(kind),
    issuer: authority.holder,
    notBefore: authority.validity.from,
    notAfter: authority.validity.to,
  })
  return withFile(unit, signer, authority, makeKeyPair('p256'))
}

/** The same from keys that exist already. */
export async function withFile(
  unit: Unit,
  signer: Holder,
  authority: Authority,
  tokenKeys: KeyPair,
): Promise<EquippedAgency> {
  const jwk = await exportJWK(tokenKeys.publicKey)
  const kid = await calculateJwkThumbprint(jwk)
  const file: Agency = {
    ...unit,
    parent: null,
    trustAnchors: [authority.holder.pem],
    intermediates: [],
    crls: [authority.crl],
    keys: [{ ...jwk, kty: String(jwk.kty), kid, alg: 'ES256', use: 'sig' }],
    status: 'active',
  }
  return { unit, signer, authority, tokenKeys, kid, file }
}

/** Longest life of a token, seconds (api.md "Who is calling"). */
const TOKEN_SECONDS = 600

/** A Bearer token of the agency, valid for ten minutes from `now`. */
export function makeToken(
  agency: Pick<EquippedAgency, 'tokenKeys' | 'kid'> & { readonly unit: Pick<Unit, 'code'> },
  {
    platform,
    operator,
    now,
  }: { readonly platform: string; readonly operator: string; readonly now: Instant },
): Promise<string> {
  const issuedAt = Math.floor(now / 1_000)
  return new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: agency.kid })
    .setIssuer(agency.unit.code)
    .setSubject(operator)
    .setAudience(platform)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + TOKEN_SECONDS)
    .sign(agency.tokenKeys.privateKey)
}

/** Detached CMS over exactly these bytes, DER. */
export const signAs = (
  { signer }: Pick<EquippedAgency, 'signer'>,
  content: Uint8Array,
  at: Instant,
): Uint8Array =>
  signDetached({
    content,
    certificates: [signer.der],
    privateKey: signer.keys.privateKey,
    signingTime: instant(Math.floor(at / 1_000) * 1_000),
  })
