/** The formats that schemas name: how each is tested, and how it is explained to who got it wrong. */
import type { Bilingual } from '@xianjie/contracts'
import {
  digest,
  documentId,
  isCreditCode,
  isResidentId,
  legalDate,
  parseInstant,
} from '@xianjie/contracts'

type Format = { readonly test: (text: string) => boolean; readonly expected: Bilingual }

const format = (test: (text: string) => boolean, zh: string, en: string): Format => ({
  test,
  expected: { zh, en },
})

export const FORMATS: Readonly<Record<string, Format>> = {
  'legal-date': format(
    (text) => legalDate(text) !== undefined,
    '实际存在的日期，写作 YYYY-MM-DD',
    'a day that exists, written YYYY-MM-DD',
  ),
  'legal-moment': format(
    (text) => legalDate(text) !== undefined || parseInstant(text) !== undefined,
    '日期 YYYY-MM-DD，或带时区偏移的时间（RFC 3339），如 2026-02-11T09:30:00+08:00',
    'a day, YYYY-MM-DD, or a time with offset (RFC 3339) such as 2026-02-11T09:30:00+08:00',
  ),
  'credit-code': format(
    isCreditCode,
    '18 位统一社会信用代码，校验码正确（GB 32100-2015）',
    'a unified social credit code of 18 characters with the right check character (GB 32100-2015)',
  ),
  'resident-id': format(
    isResidentId,
    '18 位公民身份号码或居住证号码，出生日期存在且校验码正确（GB 11643-1999）',
    'an identity number of 18 characters whose birth date exists and whose check character is right (GB 11643-1999)',
  ),
  'document-id': format(
    (text) => documentId(text) !== undefined,
    '小写的 UUID（RFC 9562）',
    'a UUID in lower case (RFC 9562)',
  ),
  digest: format(
    (text) => digest(text) !== undefined,
    'sha256: 加 64 位小写十六进制数字',
    'sha256: and 64 hexadecimal digits in lower case',
  ),
  region: format(
    (text) => /^[0-9]{6}$/.test(text),
    '6 位行政区划代码（GB/T 2260）',
    'a region code of six digits (GB/T 2260)',
  ),
  base64url: format(
    (text) => /^[A-Za-z0-9_-]+$/.test(text),
    'base64url 编码，无填充（RFC 7515 第 2 节）',
    'base64url without padding (RFC 7515 section 2)',
  ),
  'pem-certificate': format(
    isPem('CERTIFICATE'),
    '一份 PEM 证书（-----BEGIN CERTIFICATE-----）',
    'one PEM certificate (-----BEGIN CERTIFICATE-----)',
  ),
  'pem-crl': format(
    isPem('X509 CRL'),
    '一份 PEM 吊销列表（-----BEGIN X509 CRL-----）',
    'one PEM certificate revocation list (-----BEGIN X509 CRL-----)',
  ),
}

/** One block and nothing else (RFC 7468); whether it holds what it says is for who uses it. */
function isPem(label: string): (text: string) => boolean {
  const block = new RegExp(`^-----BEGIN ${label}-----\\s[A-Za-z0-9+/=\\s]+-----END ${label}-----$`)
  return (text) => block.test(text.trim())
}
