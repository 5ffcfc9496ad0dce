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
  const broken = brokenCertificates(checked.agency)
  return broken.length > 0 ? { violations: broken } : checked.agency
}

/** Certificates that cannot even be read would only come to light when a document is refused. */
const brokenCertificates = (agency: Agency): readonly Violation[] =>
  (['trustAnchors', 'intermediates'] as const).flatMap((list) =>
    agency[list].flatMap((pem, at) => (isCertificate(pem) ? [] : [unreadable(`/${list}/${at}`)])),
  )

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
  message: { zh: '不是可读的 PEM 证书', en: 'is not a PEM certificate that can be read' },
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
