/** What differs between two answers about one subject, member by member. */
import { isDeepStrictEqual } from 'node:util'
import type { SubjectId } from '@xianjie/contracts'
import { isRecord } from '../cli/files.ts'

/** Present in one only: the other one has no such member. */
export type Difference = { readonly member: string; readonly old?: unknown; readonly new?: unknown }
export type Changed = {
  readonly subjectId: SubjectId
  readonly differences: readonly Difference[]
}

/** A member within another one is named like `counters.warnings`; lists are compared whole. */
export function differencesOf(old: unknown, fresh: unknown, within = ''): readonly Difference[] {
  if (isRecord(old) && isRecord(fresh)) {
    const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])]
    return names.flatMap((name) =>
      differencesOf(old[name], fresh[name], within === '' ? name : `${within}.${name}`),
    )
  }
  if (isDeepStrictEqual(old, fresh)) return []
  return [
    {
      member: within,
      ...(old === undefined ? {} : { old }),
      ...(fresh === undefined ? {} : { new: fresh }),
    },
  ]
}

/** `old → new`; of two lists only what one of them lacks. */
export function differenceText({ old, new: fresh }: Difference): string {
  if (!Array.isArray(old) || !Array.isArray(fresh)) return `${textOf(old)} → ${textOf(fresh)}`
  const [gone, come] = [lacking(fresh, old), lacking(old, fresh)]
  return gone.length + come.length > 0
    ? `${textOf(gone)} → ${textOf(come)}`
    : `${textOf(old)} → ${textOf(fresh)}`
}

/** The elements of the second list that the first one lacks. */
const lacking = (list: readonly unknown[], other: readonly unknown[]): readonly unknown[] =>
  other.filter((element) => !list.some((one) => isDeepStrictEqual(one, element)))

const textOf = (value: unknown): string =>
  value === undefined ? '—' : typeof value === 'string' ? value : JSON.stringify(value)
