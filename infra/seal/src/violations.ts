/** Everything that can be wrong with a signature: the code is the contract, the text is for people. */
import type { SealRefusal, Violation } from '@xianjie/contracts'

const row = (refusal: SealRefusal, zh: string, en: string) => ({ refusal, zh, en })
const INVALID = 'invalid-signature'
const UNTRUSTED = 'untrusted-certificate'

export const FAULTS = {
  'signature-size': row(
    INVALID,
    '签名为空或超过 65536 字节',
    'The signature is empty or above 65,536 bytes',
  ),
  'not-cms': row(
    INVALID,
    '签名不是 DER 编码的 CMS SignedData',
    'The signature is not a DER encoded CMS SignedData',
  ),
  'not-detached': row(
    INVALID,
    '签名内含原文，应为分离式签名',
    'The signature carries content; it has to be detached',
  ),
  'signer-count': row(INVALID, '签名人须恰为一个', 'There has to be exactly one signer'),
  'certificate-count': row(
    INVALID,
    '签名所附证书超过 10 张',
    'The signature carries more than 10 certificates',
  ),
  'attributes-missing': row(INVALID, '缺少签名属性', 'There are no signed attributes'),
  'attribute-repeated': row(
    INVALID,
    '签名属性重复或含多个值',
    'A signed attribute is repeated or has several values',
  ),
  'content-type-missing': row(
    INVALID,
    '缺少签名属性 content-type',
    'The signed attribute content-type is missing',
  ),
  'content-type-wrong': row(INVALID, '内容类型须为 id-data', 'The content type has to be id-data'),
  'message-digest-missing': row(
    INVALID,
    '缺少签名属性 message-digest',
    'The signed attribute message-digest is missing',
  ),
  'digest-mismatch': row(
    INVALID,
    '文书摘要与签名属性 message-digest 不符',
    'The document’s digest is not the one that was signed',
  ),
  'signing-time-missing': row(
    INVALID,
    '缺少签名时间或其格式不正确',
    'The signing time is missing or not a time',
  ),
  'signing-time-future': row(
    INVALID,
    '签名时间晚于当前时间五分钟以上',
    'The signing time is more than five minutes in the future',
  ),
  'digest-algorithm': row(
    INVALID,
    '摘要算法须为 SHA-256、SHA-384 或 SHA-512',
    'The digest has to be SHA-256, SHA-384 or SHA-512',
  ),
  'signature-algorithm': row(
    INVALID,
    '不支持该签名算法或其参数',
    'The signature algorithm or its parameters are not supported',
  ),
  'algorithm-mismatch': row(
    INVALID,
    '签名算法、摘要算法与证书密钥不一致',
    'Signature algorithm, digest algorithm and key do not belong together',
  ),
  'key-too-weak': row(
    INVALID,
    'RSA 密钥须为 2048 至 8192 位且公钥指数合理',
    'An RSA key has to have 2048 to 8192 bits and a sound exponent',
  ),
  curve: row(INVALID, '椭圆曲线须为 P-256 或 P-384', 'The curve has to be P-256 or P-384'),
  'key-type': row(
    INVALID,
    '签名密钥须为 RSA 或 P-256/P-384 椭圆曲线密钥',
    'The key has to be RSA or on curve P-256 or P-384',
  ),
  'signature-wrong': row(INVALID, '签名值验证失败', 'The signature value does not verify'),
  'signer-certificate-missing': row(
    INVALID,
    '签名未附签名人证书，登记的中间证书中亦未找到',
    'The signer’s certificate is neither in the signature nor among the registered intermediates',
  ),
  'certificate-malformed': row(
    UNTRUSTED,
    '签名所附证书结构不正确',
    'A certificate in the signature is malformed',
  ),
  'certificate-expired': row(UNTRUSTED, '证书已过期', 'The certificate has expired'),
  'certificate-not-yet-valid': row(UNTRUSTED, '证书尚未生效', 'The certificate is not valid yet'),
  'path-not-found': row(
    UNTRUSTED,
    '证书不能追溯至本机关登记的信任锚',
    'No path leads from the certificate to an anchor registered for the agency',
  ),
  'anchor-as-signer': row(
    UNTRUSTED,
    '信任锚不得直接签署文书',
    'A trust anchor may not sign documents itself',
  ),
  'self-signed': row(
    UNTRUSTED,
    '签名人证书系自签名证书',
    'The signer’s certificate is self-signed',
  ),
  'ca-as-signer': row(UNTRUSTED, 'CA 证书不得签署文书', 'A CA certificate may not sign documents'),
  'key-usage': row(UNTRUSTED, '证书密钥用途不允许此用法', 'The key usage does not permit this use'),
  'basic-constraints': row(
    UNTRUSTED,
    '签发者证书不是 v3 CA 证书',
    'The certificate of an issuer is not a v3 CA certificate',
  ),
  'path-length': row(
    UNTRUSTED,
    '证书路径超过允许长度',
    'The certificate path is longer than permitted',
  ),
  'critical-extension': row(
    UNTRUSTED,
    '证书含未知的关键扩展',
    'The certificate has an unknown critical extension',
  ),
  'certificate-algorithm': row(
    UNTRUSTED,
    '证书签名算法不受支持（SHA-1、MD5 等不予接受）',
    'The certificate is signed with an algorithm that is not taken (such as SHA-1 or MD5)',
  ),
  'certificate-signature': row(
    UNTRUSTED,
    '证书的签名验证失败',
    'The signature on the certificate does not verify',
  ),
  'issuer-key': row(
    UNTRUSTED,
    '签发者密钥强度或类型不符合要求',
    'The issuer’s key is too weak or of a kind that is not taken',
  ),
  'crl-invalid': row(UNTRUSTED, '登记的吊销列表无效', 'A registered revocation list is not valid'),
  'crl-stale': row(
    UNTRUSTED,
    '登记的吊销列表已过有效期',
    'The registered revocation list is out of date',
  ),
  'crl-not-yet-valid': row(
    UNTRUSTED,
    '登记的吊销列表尚未生效',
    'The registered revocation list is not valid yet',
  ),
  'crl-critical-extension': row(
    UNTRUSTED,
    '吊销列表含未知的关键扩展',
    'The revocation list has an unknown critical extension',
  ),
  'certificate-revoked': row('revoked-certificate', '证书已被吊销', 'The certificate is revoked'),
  organisation: row(
    'issuer-mismatch',
    '证书的组织机构标识（2.5.4.97）不是出具机关的统一社会信用代码',
    'The certificate’s organizationIdentifier (2.5.4.97) is not the issuer’s unified social credit code',
  ),
} as const

export type FaultCode = keyof typeof FAULTS

/** `position` counts the path's certificates from the signer's, which is 0. */
export type Fault = { readonly code: FaultCode; readonly position?: number }

export const fault = (code: FaultCode, position?: number): Fault =>
  position === undefined ? { code } : { code, position }

// A wrong signature says nothing about whose it is; a revocation is only found on a proven path.
const PRECEDENCE: readonly SealRefusal[] = [
  'invalid-signature',
  'revoked-certificate',
  'untrusted-certificate',
  'issuer-mismatch',
]

/** The refusal that the faults amount to. At least one fault is given. */
export const refusalOf = (faults: readonly Fault[]): SealRefusal =>
  PRECEDENCE.find((refusal) => faults.some(({ code }) => FAULTS[code].refusal === refusal)) ??
  'invalid-signature'

export function violationOf({ code, position }: Fault): Violation {
  const { zh, en } = FAULTS[code]
  const where = whereOf(position)
  return { path: 'signature', code, message: { zh: `${zh}${where.zh}`, en: `${en}${where.en}` } }
}

function whereOf(position: number | undefined) {
  if (position === undefined) return { zh: '', en: '' }
  if (position === 0) return { zh: '（签名人证书）', en: ' (the signer’s certificate)' }
  return {
    zh: `（证书路径第 ${position + 1} 张）`,
    en: ` (certificate ${position + 1} of the path)`,
  }
}
