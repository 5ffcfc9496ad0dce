/** The region codes of GB/T 2260, a dated copy that `npm run generate` refreshes. */
import type { RegionList } from '@xianjie/contracts'
import { legalDate } from '@xianjie/contracts'
import { deepFreeze, pathOf, readJsonFile } from './file.ts'

/** Reads a list; throws an Error that names the file and the code that is broken. */
export function readRegions(file: string): RegionList {
  const value = readJsonFile(file) as Partial<RegionList> | null
  const codes = Object.entries(value?.codes ?? {})
  if (codes.length === 0) throw new Error(`${file}: there are no codes`)
  for (const [code, spans] of codes) {
    if (!/^[1-9]\d{5}$/.test(code) || !Array.isArray(spans) || !spans.every(isSpan)) {
      throw new Error(`${file}: ${code} is no region with its days`)
    }
  }
  return deepFreeze({ codes: Object.fromEntries(codes) })
}

const isDay = (day: unknown): boolean =>
  day === undefined || (typeof day === 'string' && legalDate(day) !== undefined)

function isSpan(span: unknown): boolean {
  const { name, from, to } = (span ?? {}) as Readonly<Record<string, unknown>>
  return typeof name === 'string' && name !== '' && isDay(from) && isDay(to)
}

export const regions: RegionList = readRegions(pathOf('codelists', 'regions', 'gb2260.json'))
