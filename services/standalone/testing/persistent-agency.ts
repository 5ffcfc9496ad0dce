/** An agency that pushes documents about several persons until each is receipted, whatever falls over. */
import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { instant } from '@xianjie/contracts'
import { documentExamples } from '@xianjie/schemas'
import { subject } from '../../../scripts/bench/documents.ts'
import { type EquippedAgency, signAs } from '../../../scripts/workshop/agency-workshop.ts'
import { headersOf } from './platform-process.ts'

export type Receipt = {
  readonly documentId: string
  readonly digest: string
  readonly subjectId: string
  readonly position: number
}
export type Pushed = {
  readonly documentId: string
  readonly digest: string
  readonly receipt: Receipt
  /** Milliseconds from the first try to the receipt. */
  readonly tookMs: number
}

const SLUGS = ['ruling-parole', 'execution-notice', 'place-determination', 'ruling-correction']
/** One push, from sending to its whole answer. */
const ANSWER_MS = 10_000
const PAUSE_MS = 50
const SECOND_MS = 1_000
const TRIES_MAX = 2_000
/** Documents of one person's life (law.md §6.5); then its pusher goes on with another person. */
const DOCUMENTS_PER_PERSON = 18
/** How many persons are pushed about at once, and the pause between two documents of one, ms. */
export type Pace = { readonly persons: number; readonly pauseMs: number }

export type Pushing = {
  /** Receipts in the order in which each person's documents were receipted. */
  readonly pushed: readonly Pushed[]
  readonly tries: () => number
  /** Answers that must never come. */
  readonly wrong: readonly string[]
  /** Ends the pushing once every document under way is receipted. */
  end(): Promise<void>
}

/** Pushes to one of the addresses that `urls` names at that moment; each person's documents one by one. */
export function pushOn(
  agency: EquippedAgency,
  urls: () => readonly string[],
  { persons, pauseMs }: Pace,
): Pushing {
  const pushed: Pushed[] = []
  const wrong: string[] = []
  let [ending, tries] = [false, 0]
  const counted = () => {
    tries += 1
  }
  const person = async (first: number) => {
    for (let at = 0; !ending; at += 1) {
      const who = first + persons * Math.floor(at / DOCUMENTS_PER_PERSON)
      const document = signedDocument(agency, who, at)
      const done = await pushUntilReceipted(agency, document, urls, wrong, counted)
      if (done) pushed.push(done)
      await sleep(pauseMs)
    }
  }
  const all = Promise.all(Array.from({ length: persons }, (_, who) => person(who)))
  return {
    pushed,
    wrong,
    tries: () => tries,
    end: async () => {
      ending = true
      await all
    },
  }
}

type SignedDocument = {
  readonly documentId: string
  readonly digest: string
  /** JSON form of `POST /v1/documents`. */
  readonly body: string
}

/** A new document about the person with this number, of a type that `at` chooses. */
export function signedDocument(agency: EquippedAgency, who: number, at: number): SignedDocument {
  const { code, name } = agency.unit
  const example = JSON.parse(documentExamples(SLUGS[at % SLUGS.length] as string).json)
  const documentId = randomUUID()
  const header = { ...example.header, documentId, issuer: { code, name }, subject: subject(who) }
  const bytes = Buffer.from(JSON.stringify({ ...example, header }))
  const signature = signAs(agency, bytes, instant(Date.now() - SECOND_MS))
  const body = JSON.stringify({
    document: bytes.toString('base64'),
    mediaType: 'application/json',
    signature: Buffer.from(signature).toString('base64'),
  })
  return { documentId, digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`, body }
}

async function pushUntilReceipted(
  agency: EquippedAgency,
  { documentId, digest, body }: SignedDocument,
  urls: () => readonly string[],
  wrong: string[],
  counted: () => void,
): Promise<Pushed | undefined> {
  const startedAt = performance.now()
  for (let tried = 0; tried < TRIES_MAX; tried += 1) {
    counted()
    const answer = await post(urls()[tried % Math.max(1, urls().length)] ?? '', agency, body)
    if (answer?.status === 201 || answer?.status === 200) {
      const receipt: Receipt = JSON.parse(answer.text)
      return { documentId, digest, receipt, tookMs: performance.now() - startedAt }
    }
    if (answer && answer.status !== 503) {
      wrong.push(`${documentId}: ${answer.status} ${answer.text}`)
      return undefined
    }
    await sleep(PAUSE_MS)
  }
  wrong.push(`${documentId}: no receipt after ${TRIES_MAX} tries`)
  return undefined
}

async function post(url: string, agency: EquippedAgency, body: string) {
  try {
    const response = await fetch(`${url}/v1/documents`, {
      method: 'POST',
      headers: { ...(await headersOf(agency)), 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    return { status: response.status, text: await response.text() }
  } catch {
    return undefined
  }
}
