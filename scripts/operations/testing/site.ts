/** A site whose log is copied: a platform with documents, and everything that it gives back. */
import { createHash } from 'node:crypto'
import { instant } from '@xianjie/contracts'
import { createLog } from '@xianjie/log'
import { readConfig } from '@xianjie/process'
import { type Platform, startPlatform } from '@xianjie/standalone'
import { PAROLE, PROBATION, story } from '../../../services/standalone/testing/story.ts'
import {
  inject,
  type TestPlatform,
  type UnitName,
} from '../../../services/standalone/testing/test-platform.ts'
import { runOperation } from '../program.ts'

export type Environment = Readonly<Record<string, string>>
export type Run = { readonly code: number; readonly out: string; readonly err: string }

/** Runs one operation in this process and sees what it prints. */
export async function run(environment: Environment, ...args: readonly string[]): Promise<Run> {
  let [out, err] = ['', '']
  const code = await runOperation(args, {
    environment,
    io: {
      out: (text) => {
        out += text
      },
      err: (text) => {
        err += text
      },
      now: () => instant(Date.now()),
      fetch,
      colours: false,
    },
  })
  return { code, out, err }
}

export type Receipted = {
  readonly documentId: string
  readonly subjectId: string
  readonly by: UnitName
  readonly receipt: string
  readonly attachments: readonly string[]
}

const RARELY = 3

/** Pushes one person's documents, some with an attachment; what was receipted. */
export async function pushStory(platform: TestPlatform, person: number): Promise<Receipted[]> {
  const receipted: Receipted[] = []
  for (const [at, { by, document }] of story(person % 2 ? PROBATION : PAROLE, person).entries()) {
    const attachments = at % RARELY === 0 ? [attach(document, person)] : []
    const { status, body, bytes } = await platform.push({ by, document, attachments })
    if (status !== 201) throw new Error(`${document.type}: ${JSON.stringify(body)}`)
    receipted.push({
      ...{ documentId: body.documentId, subjectId: body.subjectId, by, receipt: bytes.toString() },
      attachments: attachments.map(({ digest }) => digest),
    })
  }
  return receipted
}

/** Two persons share the same file now and then. */
function attach(document: { header: Record<string, unknown> }, person: number) {
  const content = Buffer.alloc(50_000, Math.floor(person / 2))
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`
  const [name, mediaType] = ['annex.pdf', 'application/pdf']
  document.header.attachments = {
    attachment: [{ name, mediaType, size: content.length, digest }],
  }
  return { name, content, digest }
}

export type Asking = Pick<TestPlatform, 'token'> & { readonly platform: Platform }

/** Documents, attachments, receipts and statuses as bytes and answers, without places in the log. */
export async function givenBack(
  { platform, token }: Asking,
  receipted: readonly Receipted[],
  knownAt: string,
) {
  const get = async (by: UnitName, url: string) => {
    const { status, bytes, body } = await inject(platform, 'GET', url, await token(by))
    if (status !== 200) throw new Error(`${url}: ${status}`)
    if (Buffer.isBuffer(body) || typeof body === 'string') return bytes.toString('base64')
    const { position: _, ageMs: _age, ...rest } = body
    return rest
  }
  const documents = await Promise.all(
    receipted.map(async ({ documentId, by, receipt, attachments }) => {
      const at = `/v1/documents/${documentId}`
      const { bytes } = await inject(platform, 'GET', `${at}/receipt`, await token(by))
      const parts = [
        '',
        '/content',
        '/signature',
        ...attachments.map((one) => `/attachments/${one}`),
      ]
      return {
        sameReceipt: bytes.toString() === receipt,
        parts: await Promise.all(parts.map((part) => get(by, `${at}${part}`))),
      }
    }),
  )
  const subjects = [...new Set(receipted.map(({ subjectId }) => subjectId))]
  const asked = subjects.flatMap((id) =>
    ['2026-02-20', '2026-06-01', '2026-10-31'].map(
      (day) => `/v1/subjects/${id}/status?validAt=${day}&knownAt=${encodeURIComponent(knownAt)}`,
    ),
  )
  const statuses = await Promise.all(asked.map((url) => get('qingshiProcuratorate', url)))
  return { documents, statuses }
}

/** A platform on whatever the environment says. */
export async function startOn(environment: Environment): Promise<Platform> {
  const read = readConfig({ XIANJIE_PORT: '0', ...environment })
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  const platform = await startPlatform(read.config, createLog({ service: 'test', level: 'silent' }))
  const { refused } = await platform.provision()
  if (refused.length > 0) throw new Error(JSON.stringify(refused))
  return platform
}
