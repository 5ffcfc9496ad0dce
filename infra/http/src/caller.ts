/**
 * Who is calling (api.md): a JWT signed with a key registered for the agency. A token that was found
 * good is remembered until it expires or the register changes, for tokens are sent many times.
 */
import {
  type AgencyCode,
  type AgencyDirectory,
  agencyCode,
  type Clock,
  type RegisteredAgency,
} from '@xianjie/contracts'
import { decodeJwt, decodeProtectedHeader, importJWK, type JWK, jwtVerify } from 'jose'

export type Caller = { readonly registered: RegisteredAgency; readonly operator: string }

const ALGORITHMS = ['ES256', 'RS256', 'EdDSA']
/** Longest life of a token, seconds (api.md). */
const TOKEN_LIFE_MAX = 600
/** How far the caller's clock may differ from the platform's, seconds. */
export const TOKEN_TOLERANCE = 60
const TOKENS_KEPT_MAX = 10_000
const TOKEN_CHARACTERS_MAX = 8_192
const OPERATOR_CHARACTERS_MAX = 100

type Kept = { readonly caller: Caller; readonly expiresAt: number; readonly version: number }
type Options = {
  readonly directory: AgencyDirectory
  readonly clock: Clock
  readonly platform: string
}

export type CallerCheck = {
  /** Who sent a token that was found good before; answers at once. */
  known(authorization: string | undefined): Caller | undefined
  /** Who sent a token; undefined when it proves nobody. */
  check(authorization: string | undefined): Promise<Caller | undefined>
}

/** Finds out who is calling, by the whole Authorization header. */
export function createCallerCheck(options: Options): CallerCheck {
  const kept = new Map<string, Kept>()
  const known = (authorization = ''): Caller | undefined => {
    const found = kept.get(authorization)
    const holds =
      found?.version === options.directory.version() && options.clock.now() < found.expiresAt
    return holds ? found.caller : undefined
  }
  return {
    known,
    check: async (authorization = '') => {
      const caller = known(authorization)
      if (caller) return caller
      kept.delete(authorization)
      const token = bearer(authorization)
      const fresh = token && (await verify(token, options))
      if (!fresh) return undefined
      if (kept.size >= TOKENS_KEPT_MAX) kept.delete(kept.keys().next().value as string)
      kept.set(authorization, fresh)
      return fresh.caller
    },
  }
}

function bearer(authorization: string): string | undefined {
  const [, token] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization) ?? []
  return token && token.length <= TOKEN_CHARACTERS_MAX ? token : undefined
}

/** Undefined for whatever a caller may have got wrong; which thing it was is nobody's business. */
async function verify(
  token: string,
  { directory, clock, platform }: Options,
): Promise<Kept | undefined> {
  const version = directory.version()
  const registered = claimedAgency(token, directory)
  if (!registered) return undefined
  const now = clock.now()
  try {
    const { kid } = decodeProtectedHeader(token)
    const jwk = registered.agency.keys.find((key) => key.kid === kid)
    if (!jwk) return undefined
    const { payload } = await jwtVerify(token, await importJWK(jwk as JWK, algorithmOf(token)), {
      algorithms: ALGORITHMS,
      audience: platform,
      issuer: registered.agency.code,
      currentDate: new Date(now),
      clockTolerance: TOKEN_TOLERANCE,
      requiredClaims: ['iat', 'exp', 'sub'],
    })
    const { iat = 0, exp = 0, sub = '' } = payload
    if (exp - iat > TOKEN_LIFE_MAX || iat * 1_000 > now + TOKEN_TOLERANCE * 1_000) return undefined
    // jose checks times and names, not that the subject is text.
    if (typeof sub !== 'string' || sub === '' || sub.length > OPERATOR_CHARACTERS_MAX) {
      return undefined
    }
    const expiresAt = (exp + TOKEN_TOLERANCE) * 1_000
    return { caller: { registered, operator: sub }, expiresAt, version }
  } catch {
    return undefined
  }
}

function claimedAgency(token: string, directory: AgencyDirectory): RegisteredAgency | undefined {
  try {
    const code: AgencyCode | undefined = agencyCode(String(decodeJwt(token).iss))
    const registered = code && directory.find(code)
    return registered?.agency.status === 'active' ? registered : undefined
  } catch {
    return undefined
  }
}

/** An OKP or EC key tells its own algorithm; an RSA key is only ever used for RS256 here. */
const algorithmOf = (token: string): string => String(decodeProtectedHeader(token).alg)
