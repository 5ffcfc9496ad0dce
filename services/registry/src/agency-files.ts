/** Agency files (api.md "Setting up a platform"): a folder of `<any name>.json`. */
import { X509Certificate } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Agency, Violation } from '@xianjie/contracts'
import { readJson, validateAgencyFile } from '@xianjie/validate'

export type FileRefusal = { readonly file: string; readonly violations: readonly Violation[] }
export type AgencyFiles = {
  readonly agencies: readonly Agency[]
  readonly refused: readonly FileRefusal[]
}

/** One agency file, bytes. */
const FILE_BYTES_MAX = 4 * 1_048_576
const FILES_MAX = 100_000
const SEQUENCE = 0x30
const INDEFINITE = 0x80
const LENGTH_BYTES_MAX = 4

/** Reads every file; one that is wrong is reported and keeps none of the others from counting. */
export async function agencyFilesFrom(folder: string): Promise<AgencyFiles> {
  const agencies = new Map<string, Agency>()
  const refused: FileRefusal[] = []
  for (const file of await jsonFiles(folder)) {
    const read = parse(await readFile(join(folder, file)))
    if ('violations' in read) refused.push({ file, violations: read.violations })
    else if (agencies.has(read.code)) refused.push({ file, violations: [twice(read.code)] })
    else agencies.set(read.code, read)
  }
  return { agencies: [...agencies.values()], refused }
}

async function jsonFiles(folder: string): Promise<readonly string[]> {
  try {
    const files = await readdir(folder)
    return files
      .filter((file) => file.endsWith('.json'))
      .sort()
      .slice(0, FILES_MAX)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function parse(bytes: Uint8Array): Agency | { readonly violations: readonly Violation[] } {
  if (bytes.length > FILE_BYTES_MAX) return { violations: [tooLarge] }
  const json = readJson(bytes)
  if (!json.ok) return json
  const checked = validateAgencyFile(json.value)
  if (!checked.ok) return checked
  const broken = brokenTexts(checked.agency)
  return broken.length > 0 ? { violations: broken } : checked.agency
}

/** Texts that cannot even be read would only come to light when a document is refused. */
const brokenTexts = (agency: Agency): readonly Violation[] =>
  Object.entries({ trustAnchors: isCertificate, intermediates: isCertificate, crls: isWhole })
    .flatMap(([list, holds]) =>
      agency[list as 'crls'].map((pem, at) => ({ path: `/${list}/${at}`, good: holds(pem) })),
    )
    .flatMap(({ path, good }) => (good ? [] : [unreadable(path)]))

/** Whether the text holds one DER SEQUENCE (X.690 §8.1) and all of it; Node reads no lists itself. */
function isWhole(pem: string): boolean {
  const bytes = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64')
  const [tag, length = 0] = bytes
  if (tag !== SEQUENCE || length === INDEFINITE) return false
  const counted = length > INDEFINITE ? length - INDEFINITE : 0
  if (counted > LENGTH_BYTES_MAX || bytes.length < 2 + counted) return false
  return bytes.length === 2 + counted + (counted ? bytes.readUIntBE(2, counted) : length)
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined
  } catch {
    return false
  }
}

const unreadable = (path: string): Violation => ({
  path,
  code: 'wrong-format',
  message: { zh: '不是完整可读的 PEM 文本', en: 'is not PEM that can be read as a whole' },
})
const twice = (code: string): Violation => ({
  path: '/code',
  code: 'repeated',
  message: {
    zh: `另一文件已登记机关 ${code}`,
    en: `another file registers agency ${code} already`,
  },
})
const tooLarge: Violation = {
  path: '',
  code: 'too-large',
  message: { zh: '机关文件不得超过 4 MiB', en: 'an agency file may have 4 MiB' },
}
