/** An agency's system as the platform sees it: real HTTP, a token, a signature. */
import { formatInstant, type Instant, type SubjectId, type SubjectStatus } from '@xianjie/contracts'
import { makeToken, signAs } from '../workshop/agency-workshop.ts'
import type { Paper } from './paper.ts'
import type { UnitName } from './story.ts'
import type { Workshop } from './workshop.ts'

export type Site = {
  /** `http://host:port`. */
  readonly url: string
  readonly platform: string
  readonly workshop: Workshop
  /** The platform's time: tokens and signatures are judged by it. */
  readonly now: () => Instant
}

export type Receipt = {
  readonly documentId: string
  readonly subjectId: SubjectId
  readonly position: number
  /** RFC 3339. */
  readonly acceptedAt: string
  readonly receipt: string
}
export type Pushed = { readonly repeated: boolean; readonly receipt: Receipt }

export type Asked = {
  readonly subjectId: SubjectId
  readonly validAt: string
  readonly knownAt?: string
  readonly minPosition?: number
}
export type StatusAnswer = Pick<
  SubjectStatus,
  'state' | 'stateSince' | 'overlays' | 'counters' | 'period' | 'ended' | 'circumstances'
>

/** What the platform answered when it should not have refused. Nothing that a retry would mend. */
export class Unexpected extends Error {
  readonly code = 'unexpected-answer'
  readonly retriable = false
  override readonly name = 'Unexpected'
}

export const OPERATOR = 'demo'
export const PURPOSE = 'supervision'
const ANSWER_WAIT_MS = 30_000

/** 201 or 200 with the receipt; throws `Unexpected` for any refusal. */
export async function push(site: Site, by: UnitName, paper: Paper): Promise<Pushed> {
  const signature = signAs(agencyOf(site, by), paper.bytes, site.now())
  const xml = paper.mediaType === 'application/xml'
  const body = xml ? multipart(paper, signature) : inJson(paper, signature)
  const headers: Record<string, string> = xml ? {} : { 'Content-Type': 'application/json' }
  const answer = await call(site, by, 'POST', '/v1/documents', { headers, body })
  if (answer.status !== 200 && answer.status !== 201) throw await unexpected(answer)
  return { repeated: answer.status === 200, receipt: (await answer.json()) as Receipt }
}

/** Asks like an agency's system would: the view has to have come as far as the receipt says. */
export async function askStatus(site: Site, by: UnitName, asked: Asked): Promise<StatusAnswer> {
  const { subjectId, validAt, knownAt, minPosition } = asked
  const query = new URLSearchParams({ validAt })
  if (knownAt !== undefined) query.set('knownAt', knownAt)
  if (minPosition !== undefined) query.set('minPosition', String(minPosition))
  const path = `/v1/subjects/${subjectId}/status?${query}`
  const answer = await call(site, by, 'GET', path, { headers: { 'Xianjie-Purpose': PURPOSE } })
  if (answer.status !== 200) throw await unexpected(answer)
  return (await answer.json()) as StatusAnswer
}

/** False when the platform's clock is past that time already. */
export async function setClock(site: Site, by: UnitName, to: Instant): Promise<boolean> {
  const answer = await call(site, by, 'PUT', '/v1/sandbox/clock', {
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ now: formatInstant(to) }),
  })
  if (answer.status === 409) {
    await answer.body?.cancel()
    return false
  }
  if (answer.status !== 200) throw await unexpected(answer)
  await answer.body?.cancel()
  return true
}

export const tokenOf = (site: Omit<Site, 'url'>, by: UnitName): Promise<string> =>
  makeToken(agencyOf(site, by), { platform: site.platform, operator: OPERATOR, now: site.now() })

function agencyOf({ workshop }: Pick<Site, 'workshop'>, name: UnitName) {
  const agency = workshop.get(name)
  if (!agency) throw new RangeError(`the workshop has no ${name}`)
  return agency
}

type Sent = { readonly headers: Record<string, string>; readonly body?: FormData | string }

async function call(site: Site, by: UnitName, method: string, path: string, sent: Sent) {
  const token = await tokenOf(site, by)
  return fetch(`${site.url}${path}`, {
    ...sent,
    method,
    headers: { ...sent.headers, Authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(ANSWER_WAIT_MS),
  })
}

const unexpected = async (answer: Response): Promise<Unexpected> =>
  new Unexpected(`the platform answered ${answer.status}: ${await answer.text()}`)

function multipart({ bytes, mediaType }: Paper, signature: Uint8Array): FormData {
  const form = new FormData()
  form.append('document', new Blob([new Uint8Array(bytes)], { type: mediaType }), 'document.xml')
  const type = 'application/pkcs7-signature'
  form.append('signature', new Blob([new Uint8Array(signature)], { type }), 'document.p7s')
  return form
}

const inJson = ({ bytes, mediaType }: Paper, signature: Uint8Array): string =>
  JSON.stringify({
    document: bytes.toString('base64'),
    mediaType,
    signature: Buffer.from(signature).toString('base64'),
  })
