import type { Finding } from '@xianjie/contracts'

const SEVERITIES: Readonly<Record<Finding['severity'], string>> = {
  notice: '提示 notice',
  warning: '警示 warning',
  serious: '严重 serious',
}

/** What is odd, with the article that says so. */
export const findingRows = (findings: readonly Finding[] = []): readonly (readonly string[])[] =>
  findings.map(({ severity, code, message, basis }) => [
    SEVERITIES[severity] ?? severity,
    code,
    `${message.zh} ${message.en}${basis ? ` (${basis})` : ''}`,
  ])
