/** An S3-compatible store as a container, for machines with a Docker engine. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { lastWill } from './guard.ts'
import type { RunningServer } from './index.ts'

const run = promisify(execFile)
const IMAGE = 'quay.io/minio/minio:RELEASE.2025-07-23T15-54-02Z'
const PORT = 9_000
const INFO_MS_MAX = 3_000
/** The first start may have to fetch the image. */
const START_MS_MAX = 300_000
const READY_MS_MAX = 60_000
const ANSWER_MS_MAX = 2_000
const POLL_MS = 100
const ACCOUNT = 'xianjie'
const SECRET = 'xianjie-local'

export const dockerAnswers = (): Promise<boolean> =>
  run('docker', ['info', '--format', '{{.ServerVersion}}'], { timeout: INFO_MS_MAX }).then(
    ({ stdout }) => stdout.trim() !== '',
    () => false,
  )

export async function startContainer(): Promise<RunningServer> {
  const name = `xianjie-s3-${randomBytes(4).toString('hex')}`
  const removal = lastWill(['docker', 'rm', '--force', '--volumes', name])
  try {
    const account = [
      '--env',
      `MINIO_ROOT_USER=${ACCOUNT}`,
      '--env',
      `MINIO_ROOT_PASSWORD=${SECRET}`,
    ]
    const place = ['--name', name, '--publish', `127.0.0.1::${PORT}`]
    await docker('run', '--detach', ...place, ...account, IMAGE, 'server', '/data')
    const { stdout } = await docker('port', name, String(PORT))
    const endpoint = `http://${stdout.trim()}`
    if (!(await answers(endpoint))) throw new Error(`${IMAGE} does not start`)
    return {
      endpoint,
      env: {
        AWS_ACCESS_KEY_ID: ACCOUNT,
        AWS_SECRET_ACCESS_KEY: SECRET,
        AWS_REGION: 'us-east-1',
      },
      name: IMAGE,
      end: removal.end,
    }
  } catch (fault) {
    await removal.end()
    throw fault
  }
}

async function answers(endpoint: string): Promise<boolean> {
  const deadline = Date.now() + READY_MS_MAX
  while (Date.now() < deadline) {
    const ready = await fetch(`${endpoint}/minio/health/live`, {
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    }).then(
      ({ ok }) => ok,
      () => false,
    )
    if (ready) return true
    await pause(POLL_MS)
  }
  return false
}

const docker = (...words: readonly string[]) => run('docker', words, { timeout: START_MS_MAX })
