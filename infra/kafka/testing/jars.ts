import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const POM = join(import.meta.dirname, 'pom.xml')
const FETCH_MS_MAX = 300_000
const FETCH_ATTEMPTS = 2

export const KAFKA_VERSION = '4.1.1'

/**
 * Folder with the broker's jars. The first test of a machine fetches them (45 MB) into a cache
 * outside the repository; the folder appears whole or not at all.
 */
export async function brokerJars(): Promise<string> {
  const cache = process.env.XIANJIE_CACHE ?? join(homedir(), '.cache', 'xianjie')
  const edition = createHash('sha256')
    .update(await readFile(POM))
    .digest('hex')
    .slice(0, 8)
  const folder = join(cache, `kafka-${KAFKA_VERSION}-${edition}`)
  for (let attempt = 1; !existsSync(folder); attempt++) {
    const fault = await fetchInto(cache, folder).catch((thrown: unknown) => thrown)
    // Another process may have been quicker, or have disturbed Maven's own repository.
    if (fault && !existsSync(folder) && attempt === FETCH_ATTEMPTS) throw fault
  }
  return folder
}

async function fetchInto(cache: string, folder: string): Promise<void> {
  await mkdir(cache, { recursive: true })
  const fresh = await mkdtemp(join(cache, 'fetching-'))
  try {
    const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime']
    await run('mvn', ['-q', '-B', '-f', POM, ...goal, `-DoutputDirectory=${fresh}`], {
      timeout: FETCH_MS_MAX,
    })
    await rename(fresh, folder)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}
