/** What goes wrong with an operation, and what whoever runs it can do. */
import { type Failure, misused, refused, unreachable } from '../cli/failure.ts'

type Advice = { readonly failure: 'misused' | 'refused' | 'unreachable'; readonly todo: string }

const ADVICE: Readonly<Record<string, Advice>> = {
  'nothing-here': { failure: 'misused', todo: 'name the data folder of a platform: XIANJIE_DATA' },
  'folder-in-use': { failure: 'misused', todo: 'stop the platform, then run it again' },
  'folder-not-empty': {
    failure: 'misused',
    todo: 'choose a new folder; one that an interrupted backup has left is of no use and can go',
  },
  'archive-broken': {
    failure: 'refused',
    todo: 'nothing was restored; take another archive, or another copy of this one',
  },
  'wrong-platform-key': {
    failure: 'refused',
    todo:
      'put the platform key of the site where it belongs: keys/platform.key of the data folder, ' +
      'or where XIANJIE_PLATFORM_KEY says',
  },
  'platform-key-missing': {
    failure: 'refused',
    todo: 'put the platform key of the site where XIANJIE_PLATFORM_KEY says',
  },
  'key-conflict': {
    failure: 'refused',
    todo: 'a platform has run here already and made keys of its own: take an empty place',
  },
  'target-in-use': {
    failure: 'refused',
    todo: 'stop every process of the platform there; take an empty log if it has accepted documents',
  },
  ENOSPC: { failure: 'refused', todo: 'the disk is full; make room, then run it again' },
}
const KINDS = {
  misused: (...lines: string[]) => misused(...lines),
  refused: list(refused),
  unreachable: list(unreachable),
}

function list(make: (lines: readonly string[]) => Failure) {
  return (...lines: string[]) => make(lines)
}

/** The fault in words with what to do, or itself when it is none that is expected. */
export function explained(fault: unknown): unknown {
  if (!(fault instanceof Error)) return fault
  const { code = '', retriable } = fault as { code?: string; retriable?: boolean }
  const advice = ADVICE[code]
  if (advice) return KINDS[advice.failure](fault.message, advice.todo)
  return retriable === true
    ? unreachable([fault.message, 'run it again once it answers: it goes on where it stopped'])
    : fault
}
