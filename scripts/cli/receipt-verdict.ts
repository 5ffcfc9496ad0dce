/** Whether a receipt is the platform's, says what was signed, and is about this document. */
import { isDeepStrictEqual } from 'node:util'
import { verifyReceipt } from '@xianjie/seal'
import { digestOf } from './sign.ts'

export type Check = {
  readonly what: 'signature' | 'claims' | 'platform' | 'document'
  readonly ok: boolean
  readonly says: string
}
type Members = Readonly<Record<string, unknown>>
export type Keys = { readonly keys: readonly Members[] }
export type Evidence = {
  readonly receipt: Members
  readonly keys: Keys
  /** The id of the platform that must have issued it; any where absent. */
  readonly platform?: string
  readonly document?: Uint8Array
}

const REFUSALS = {
  malformed: '不是回执签名 · this is no receipt signature (compact JWS)',
  'unknown-key': '签名密钥不属于该平台 · signed with a key that this platform does not publish',
  'signature-wrong': '签名与内容不符 · the signature does not match what it claims',
} as const

/** All checks that can be made; one that could not be made for a failed one before it is left out. */
export async function checksOf(evidence: Evidence): Promise<readonly Check[]> {
  const { receipt: jws, ...said } = evidence.receipt
  const checked = await verifyReceipt(String(jws), evidence.keys)
  if (!checked.ok) return [{ what: 'signature', ok: false, says: REFUSALS[checked.refusal] }]
  const { iss, ...claims } = checked.claims
  return [
    { what: 'signature', ok: true, says: `密钥 key ${checked.kid}` },
    claimsCheck(said, claims),
    ...platformCheck(String(iss), evidence.platform),
    ...documentCheck(String(claims.digest), evidence.document),
  ]
}

function claimsCheck(said: Members, claims: Members): Check {
  const names = [...new Set([...Object.keys(said), ...Object.keys(claims)])]
  const differing = names.filter((name) => !isDeepStrictEqual(said[name], claims[name]))
  return differing.length === 0
    ? {
        what: 'claims',
        ok: true,
        says: `${names.length} 项与签名内容一致 · members equal what was signed`,
      }
    : {
        what: 'claims',
        ok: false,
        says: `与签名内容不符 · other than what was signed: ${differing.join(', ')}`,
      }
}

function platformCheck(issuer: string, expected: string | undefined): readonly Check[] {
  if (expected === undefined || expected === issuer) {
    return [{ what: 'platform', ok: true, says: issuer }]
  }
  return [{ what: 'platform', ok: false, says: `由 issued by ${issuer}, not by ${expected}` }]
}

function documentCheck(claimed: string, document: Uint8Array | undefined): readonly Check[] {
  if (document === undefined) return []
  const digest = digestOf(document)
  return digest === claimed
    ? [{ what: 'document', ok: true, says: digest }]
    : [{ what: 'document', ok: false, says: `回执所载 receipt ${claimed}, 文件 file ${digest}` }]
}
