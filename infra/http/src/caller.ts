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

/** Finds out who sent a token; undefined when it proves nobody. */
export function createCallerCheck(options: Options) {
  const kept = new Map<string, Kept>()
  return async (authorization: string | undefined): Promise<Caller | undefined> => {
    const token = bearer(authorization)
    if (!token) return undefined
    const known = kept.get(token)
    const now = options.clock.now()
    if (known && known.version === options.directory.version() && now < known.expiresAt) {
      return known.caller
    }
    kept.delete(token)
    const fresh = await verify(token, options)
    if (fresh) {
      if (kept.size >= TOKENS_KEPT_MAX) kept.delete(kept.keys().next().value as string)
      kept.set(token, fresh)
    }
    return fresh?.caller
  }
}

function bearer(authorization: string | undefined): string | undefined {
  const [, token] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '') ?? []
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
    if (sub === '' || sub.length > OPERATOR_CHARACTERS_MAX) return undefined
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
