/** Files that commands read and write; whatever goes wrong is told with the whole path. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Failure, misused } from './failure.ts'

/** Only its owner may read it. */
export const SECRET = 0o600
const PUBLIC = 0o644

export type NewFile = { readonly path: string; readonly text: string; readonly mode?: number }

/** The bytes of a file that `what` names, e.g. `document`. */
export function readInput(what: string, path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw cannot(`${what} ${resolve(path)} cannot be read`, error)
  }
}

export function readJsonInput(what: string, path: string): Readonly<Record<string, unknown>> {
  const text = readInput(what, path).toString('utf8')
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value)) return value
  } catch {
    // Answered below like JSON of another shape.
  }
  throw misused(`${what} ${resolve(path)} is not a JSON object`)
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Writes all files or, when one of them exists already, none: a key that is lost is lost for good. */
export function writeNewFiles(files: readonly NewFile[]): void {
  const present = files.find(({ path }) => existsSync(path))
  if (present) {
    throw misused(
      `${resolve(present.path)} exists already and is never overwritten`,
      '请换一个目录或先移走它 · choose another folder, or move it away first',
    )
  }
  for (const { path, text, mode = PUBLIC } of files) write(path, text, { mode, flag: 'wx' })
}

/** Writes what can be made again at any time, over what was there. */
export const writeOutput = (path: string, content: string | Uint8Array): void =>
  write(path, content, { mode: PUBLIC })

function write(
  path: string,
  content: string | Uint8Array,
  options: { readonly mode: number; readonly flag?: string },
): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content, options)
  } catch (error) {
    throw cannot(`${resolve(path)} cannot be written`, error)
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  EEXIST: 'it exists already',
  ENOSPC: 'the disk is full',
}

function cannot(what: string, error: unknown): Failure {
  const { code = 'unknown fault' } = error as NodeJS.ErrnoException
  return misused(`${what}: ${REASONS[code] ?? code}`)
}

/** The files of a folder, by name. */
export const inFolder = (
  folder: string,
  files: readonly (Omit<NewFile, 'path'> & { readonly name: string })[],
): readonly NewFile[] => files.map(({ name, ...file }) => ({ ...file, path: join(folder, name) }))
