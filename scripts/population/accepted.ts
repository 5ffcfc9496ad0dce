/** Papers of a population as the events that intake would have stored, made by intake's own functions. */
import { createHash } from 'node:crypto'
import {
  type Agency,
  type AgencyCode,
  type AgencyDirectory,
  type Digest,
  type DocumentAccepted,
  documentStream,
  type Fact,
  factOf,
  formatInstant,
  type Instant,
  type LegalDocument,
  type NewEvent,
  type RecordedEvent,
  type RegisteredAgency,
} from '@xianjie/contracts'
import { entryOf } from '@xianjie/schemas'
import { type AcceptanceDeps, acceptanceOf } from '../../services/intake/src/acceptance.ts'
import { type Draft, draftOf } from '../../services/intake/src/examine.ts'
import { openPartOf } from '../../services/intake/src/open-part.ts'
import type { Unit } from '../workshop/agency-workshop.ts'
import { documentOf } from './document-of.ts'
import { populationKeys } from './keys.ts'
import type { Arrival, Population } from './population.ts'

export type AcceptedPaper = Arrival & {
  readonly document: LegalDocument
  readonly draft: Draft
  readonly event: DocumentAccepted
  /** What any log takes, at `no-stream`. */
  readonly stream: string
  readonly written: NewEvent
}

/** Accepts papers one after the other, each at its own arrival; nobody has signed them. */
export class Acceptor {
  readonly #population: Population
  readonly #registered: ReadonlyMap<string, RegisteredAgency>
  readonly #deps: Omit<AcceptanceDeps, 'clock' | 'log'>
  readonly #secret: Uint8Array
  readonly #arrived = new ArrivedDocuments()

  constructor(population: Population) {
    const { codec, secret } = populationKeys(population.seed)
    const agencies = population.province.units.map(registered)
    this.#population = population
    this.#secret = secret
    this.#registered = new Map(agencies.map((one) => [one.agency.code, one]))
    this.#deps = { codec, directory: directoryOf(agencies), receipts: { currentKey: RECEIPT_KEY } }
  }

  /** The whole event, encrypted parts and all. */
  async accept(arrival: Arrival): Promise<AcceptedPaper> {
    const { document, bytes, draft, issuer } = this.#examine(arrival)
    const { event, written } = await acceptanceOf(
      draft,
      { document: bytes, mediaType: 'application/json', signature: NO_SIGNATURE },
      { registered: issuer, operator: 'population' },
      { ...this.#deps, ...this.#around(arrival) },
    )
    const stream = documentStream(draft.documentId)
    this.#arrived.add(arrival, draft)
    return { ...arrival, document, draft, event, stream, written }
  }

  /** Only the fact that the paper states, as the view of subjects would read it from the log. */
  async factOf(arrival: Arrival, position: number): Promise<Fact> {
    const { draft, issuer } = this.#examine(arrival)
    const around = { ...this.#deps, ...this.#around(arrival) }
    const open = await openPartOf(draft, issuer.agency, arrival.sheet.at, around)
    this.#arrived.add(arrival, draft)
    const entry = entryOf(draft.type)
    if (!entry) throw new RangeError(`no such type: ${draft.type}`)
    return factOf(open, position, entry)
  }

  #examine({ life, sheet }: Arrival) {
    const document = documentOf(this.#population.seed, life, sheet)
    const bytes = Buffer.from(JSON.stringify(document))
    const issuer = this.#registered.get(sheet.by.code)
    if (!issuer) throw new RangeError(`no such agency: ${sheet.by.code}`)
    const verdict = verdictOf(sheet.by, sheet.at)
    return {
      document,
      bytes,
      issuer,
      draft: draftOf(document, { document: bytes }, this.#secret, verdict),
    }
  }

  #around({ life, sheet }: Arrival) {
    return { clock: { now: () => sheet.at }, log: this.#arrived.of(life) }
  }
}

const RECEIPT_KEY = 'p'.repeat(43)
const NO_SIGNATURE = new Uint8Array()

/** What intake reads of a document that is referred to. */
type Referred = Pick<DocumentAccepted, 'type' | 'number'>

/** Which papers of a life have arrived, so that a reference is known or not as it would be. */
class ArrivedDocuments {
  readonly #streams = new WeakMap<Arrival['life'], Map<string, Referred>>()

  add({ life }: Arrival, { documentId, type, number }: Draft): void {
    const streams = this.#streams.get(life) ?? new Map<string, Referred>()
    this.#streams.set(life, streams.set(documentStream(documentId), { type, number }))
  }

  of(life: Arrival['life']): AcceptanceDeps['log'] {
    return {
      read: async (stream) => {
        const known = this.#streams.get(life)?.get(stream)
        return known ? [acceptedIn(stream, known)] : []
      },
    }
  }
}

const acceptedIn = (stream: string, referred: Referred): RecordedEvent => ({
  position: 1,
  stream,
  revision: 0,
  id: '00000000-0000-4000-8000-000000000000' as RecordedEvent['id'],
  type: 'document.accepted.v1',
  data: Buffer.from(JSON.stringify(referred)),
})

const registered = (unit: Unit): RegisteredAgency => ({ agency: withoutKeys(unit), revision: 0 })

const withoutKeys = (unit: Unit): Agency => ({
  ...unit,
  parent: null,
  trustAnchors: [],
  intermediates: [],
  crls: [],
  keys: [],
  status: 'active',
})

function directoryOf(agencies: readonly RegisteredAgency[]): AgencyDirectory {
  const byCode = new Map<AgencyCode, RegisteredAgency>(
    agencies.map((one) => [one.agency.code, one]),
  )
  return { find: (code) => byCode.get(code), version: () => 1, all: () => agencies }
}

/** As long as the one of a real signature: two certificates and a revocation list. */
function verdictOf({ code }: Unit, at: Instant) {
  const time = formatInstant(at)
  return {
    chain: [digest(code), digest('authority')],
    crls: [digest('list')],
    revocation: 'good' as const,
    algorithm: 'unsigned',
    signedAt: time,
    checkedAt: time,
  }
}

const digests = new Map<string, Digest>()

function digest(of: string): Digest {
  const known = digests.get(of)
  if (known) return known
  const made = `sha256:${createHash('sha256').update(of).digest('hex')}` as Digest
  digests.set(of, made)
  return made
}
