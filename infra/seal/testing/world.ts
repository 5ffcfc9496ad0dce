/** A fictitious agency with its own authority, and the shortest way to sign and check in tests. */
import { type Agency, agencyCode, instant, type SealCheck } from '@xianjie/contracts'
import { createSealChecker } from '../src/check-seal.ts'
import {
  type CertificateWish,
  type DetachedWish,
  type Holder,
  makeAuthority,
  makeKeyPair,
  makeSigner,
  signDetached,
} from '../src/make/index.ts'

export const NOW = instant(Date.parse('2026-03-02T09:30:00+08:00'))
export const DAY = 86_400_000
export const at = (days: number) => instant(NOW + days * DAY)

export const CODE = agencyCode('111399000000000515')!
export const CONTENT = Buffer.from('<Document>云溪市中级人民法院</Document>')

export const rootKeys = makeKeyPair('p256')
export const intermediateKeys = makeKeyPair('p256')
export const signerKeys = makeKeyPair('p256')
export const rsaKeys = makeKeyPair('rsa-2048')

export const ROOT_NAME = { commonName: '云溪根证书' }
export const INTERMEDIATE_NAME = { commonName: '云溪签发证书' }
export const SIGNER_NAME = {
  commonName: '云溪市中级人民法院',
  organizationName: '云溪市中级人民法院',
  organizationIdentifier: CODE,
}

export const root = authority({})
export const intermediate = authority({
  name: INTERMEDIATE_NAME,
  keys: intermediateKeys,
  issuer: root,
})
export const signer = signerOf({})

export function authority(wish: Partial<CertificateWish>): Holder {
  return makeAuthority({
    name: ROOT_NAME,
    keys: rootKeys,
    notBefore: at(-1000),
    notAfter: at(1000),
    ...wish,
  })
}

export function signerOf(wish: Partial<CertificateWish>): Holder {
  return makeSigner({
    name: SIGNER_NAME,
    keys: signerKeys,
    issuer: root,
    notBefore: at(-100),
    notAfter: at(100),
    ...wish,
  })
}

export function agencyOf(registered: Partial<Agency> = {}): Agency {
  return {
    code: CODE,
    name: '云溪市中级人民法院',
    kind: 'court',
    level: 'municipal',
    region: '139900',
    parent: null,
    trustAnchors: [root.pem],
    intermediates: [],
    crls: [],
    keys: [],
    status: 'active',
    ...registered,
  }
}

/** A sound signature by `by`, apart from what the wish says otherwise. */
export function sign(by: Holder = signer, wish: Partial<DetachedWish> = {}): Buffer {
  return signDetached({
    content: CONTENT,
    certificates: [by.der],
    privateKey: by.keys.privateKey,
    signingTime: at(0),
    ...wish,
  })
}

const check = createSealChecker()

export function checked(
  signature: Uint8Array,
  { agency = agencyOf(), content = CONTENT as Uint8Array, now = NOW } = {},
): SealCheck {
  return check({ content, signature, agency, now })
}

/** `refusal: code code …`, or the word `ok`: one line to compare. */
export function said(answer: SealCheck): string {
  if (answer.ok) return 'ok'
  return `${answer.refusal}: ${answer.violations.map(({ code }) => code).join(' ')}`
}
