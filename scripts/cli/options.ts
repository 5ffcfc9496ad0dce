/** Parsers of options; commander turns what they throw into one line and exit code 2. */
import { type Instant, isCreditCode, momentAsked, parseInstant } from '@xianjie/contracts'
import { InvalidArgumentError } from 'commander'

export function instantOption(text: string): Instant {
  const at = parseInstant(text)
  if (at !== undefined) return at
  throw new InvalidArgumentError(
    'It must be RFC 3339 with offset, such as 2026-02-11T09:30:00+08:00.',
  )
}

/** A moment asked about, kept as it was written: the platform reads it itself. */
export function momentOption(text: string): string {
  if (momentAsked(text) !== undefined) return text
  throw new InvalidArgumentError('It must be YYYY-MM-DD (the end of that day) or RFC 3339.')
}

export function creditCodeOption(text: string): string {
  if (isCreditCode(text)) return text
  throw new InvalidArgumentError(
    'It must be a unified social credit code (统一社会信用代码): 18 characters, the last one a check.',
  )
}

export function regionOption(text: string): string {
  if (/^\d{6}$/.test(text)) return text
  throw new InvalidArgumentError('It must be six digits (GB/T 2260), such as 139921.')
}

export const wholeNumberOption =
  (from: number, to: number) =>
  (text: string): number => {
    if (/^\d{1,9}$/.test(text) && Number(text) >= from && Number(text) <= to) return Number(text)
    throw new InvalidArgumentError(`It must be a whole number from ${from} to ${to}.`)
  }

/** The platform's address without a slash at its end. */
export function urlOption(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))
    return text.replace(/\/+$/, '')
  throw new InvalidArgumentError('It must be an address such as http://127.0.0.1:8080.')
}

export const severalOption = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  text,
]
