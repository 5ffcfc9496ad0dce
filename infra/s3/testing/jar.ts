import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const FETCH_MS_MAX = 300_000
const FETCH_ATTEMPTS = 2

export const SERVER_VERSION = '5.2.0'
const ARTIFACT = `com.adobe.testing:s3mock:${SERVER_VERSION}:jar:exec`
const FILE = `s3mock-${SERVER_VERSION}-exec.jar`
const SHA256 = 'dd7c192fef0005374dec507317ae946eaa5beeffeb4e901d8b97f7fd2ddfb741'
const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy'

/**
 * The test server's one file. The first test of a machine fetches it (31 MB) from Maven Central into
 * a cache outside the repository, where it appears whole or not at all.
 */
export async function serverJar(): Promise<string> {
  const cache = process.env.XIANJIE_CACHE ?? join(homedir(), '.cache', 'xianjie')
  const file = join(cache, FILE)
  for (let attempt = 1; !existsSync(file); attempt++) {
    const fault = await fetchInto(cache, file).catch((thrown: unknown) => thrown)
    // Another process may have been quicker, or have disturbed Maven's own repository.
    if (fault && !existsSync(file) && attempt === FETCH_ATTEMPTS) throw fault
  }
  return file
}

async function fetchInto(cache: string, file: string): Promise<void> {
  await mkdir(cache, { recursive: true })
  const fresh = await mkdtemp(join(cache, 'fetching-'))
  try {
    await run('mvn', ['-q', '-B', COPY, `-Dartifact=${ARTIFACT}`, `-DoutputDirectory=${fresh}`], {
      cwd: fresh,
      timeout: FETCH_MS_MAX,
    })
    const fetched = join(fresh, FILE)
    const found = createHash('sha256')
      .update(await readFile(fetched))
      .digest('hex')
    if (found !== SHA256) throw new Error(`${FILE} has digest ${found} instead of ${SHA256}`)
    await rename(fetched, file)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}
