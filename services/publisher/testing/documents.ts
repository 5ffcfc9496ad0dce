/** Acceptances as intake writes them, from fields or from the catalogue's examples. */
import { createHash } from 'node:crypto'
import {
  AGENCY_REGISTERED,
  type Agency,
  type AgencyCode,
  type AgencyKind,
  agencyStream,
  DOCUMENT_ACCEPTED,
  type DocumentAccepted,
  type DocumentId,
  documentStream,
  type EventId,
  type EventLog,
  type FactBody,
  factBody,
  type LegalDate,
  type LegalDocument,
  type NewEvent,
  type OpenPart,
  type Party,
  type SubjectId,
} from '@xianjie/contracts'
import { documentExamples } from '@xianjie/schemas'
import { units } from '../../../scripts/workshop/units.ts'

export type UnitName = keyof typeof units

export type Given = {
  readonly type: string
  readonly subject?: SubjectId
  /** RFC 3339, as the platform writes it: `2026-02-11T09:30:00.000+08:00`. */
  readonly acceptedAt: string
  readonly madeOn?: string
  readonly effectiveOn?: string
  readonly facts?: FactBody
  readonly by?: UnitName
  readonly to?: readonly UnitName[]
  readonly copies?: readonly UnitName[]
  readonly findings?: OpenPart['findings']
}

export const subjectNumbered = (n: number): SubjectId =>
  `sub_${createHash('sha1').update(String(n)).digest('hex')}` as SubjectId

export const uuid = (text: string): string => {
  const hex = createHash('sha1').update(text).digest('hex')
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')
}

const partyOf = (name: UnitName): Party => {
  const { code, kind, level } = units[name]
  return { code, kind, level }
}

/** The open part of a document that nothing is wrong with; its id follows from what is given. */
export function openPart(given: Given): OpenPart {
  const id = uuid(JSON.stringify(given)) as DocumentId
  const issuer = given.by ?? 'qingshiCorrections'
  return {
    documentId: id,
    subjectId: given.subject ?? subjectNumbered(1),
    nameKey: 'n'.repeat(40),
    type: given.type,
    number: `示例〔2026〕第${id.slice(0, 4)}号`,
    issuer: { ...partyOf(issuer), kind: units[issuer].kind, region: units[issuer].region },
    recipients: (given.to ?? []).map(partyOf),
    copies: (given.copies ?? []).map(partyOf),
    references: [],
    attachments: [],
    madeOn: (given.madeOn ?? given.acceptedAt.slice(0, 10)) as LegalDate,
    ...(given.effectiveOn ? { effectiveOn: given.effectiveOn as LegalDate } : {}),
    minor: false,
    sealed: false,
    facts: given.facts ?? {},
    findings: given.findings ?? [],
    acceptedAt: given.acceptedAt,
  }
}

/** The catalogue's example of a type, as intake would have accepted it. */
export function exampleOf(slug: string): {
  readonly open: OpenPart
  readonly document: LegalDocument
} {
  const document = JSON.parse(documentExamples(slug).json) as LegalDocument
  const { header, body } = document
  const known = new Map<string, (typeof units)[UnitName]>(
    Object.values(units).map((unit) => [unit.code, unit]),
  )
  const party = ({ code }: { readonly code: AgencyCode }): Party => {
    const unit = known.get(code)
    return unit ? { code, kind: unit.kind, level: unit.level } : { code }
  }
  const { code } = header.issuer
  const open: OpenPart = {
    documentId: header.documentId,
    subjectId: subjectNumbered(7),
    nameKey: 'n'.repeat(40),
    type: document.type,
    number: header.number,
    issuer: {
      ...party({ code }),
      kind: known.get(code)?.kind ?? ('court' as AgencyKind),
      region: known.get(code)?.region ?? '139900',
    },
    recipients: (header.recipients?.agency ?? []).map(party),
    copies: (header.copies?.agency ?? []).map(party),
    references: header.references?.reference ?? [],
    attachments: (header.attachments?.attachment ?? []).map(({ mediaType, size, digest }) => ({
      mediaType,
      size,
      digest,
    })),
    madeOn: header.madeOn,
    ...(header.effectiveOn ? { effectiveOn: header.effectiveOn } : {}),
    minor: header.markings?.minor ?? false,
    sealed: header.markings?.sealed ?? false,
    facts: factBody(body),
    findings: [
      {
        code: 'recipient-not-registered',
        severity: 'warning',
        message: { zh: '主送机关未登记', en: 'a recipient is not registered' },
      },
    ],
    acceptedAt: `${header.madeOn}T12:00:00.000+08:00`,
  }
  return { open, document }
}

const proof = {
  digest: `sha256:${'0'.repeat(64)}`,
  mediaType: 'application/json',
  verdict: {},
  submittedBy: {},
  receiptKey: 'k',
  person: 'c2VjcmV0',
} as unknown as DocumentAccepted['proof']

export const acceptance = (open: OpenPart): NewEvent => ({
  id: open.documentId as string as EventId,
  type: DOCUMENT_ACCEPTED,
  data: Buffer.from(JSON.stringify({ ...open, proof })),
})

/** Position of the document in the log. */
export async function accept(log: EventLog, open: OpenPart): Promise<number> {
  const appended = await log.append(documentStream(open.documentId), 'no-stream', [
    acceptance(open),
  ])
  if (!appended.ok) throw new Error('the document was there already')
  return appended.position
}

/** Registers a unit, with or without a feed by Kafka. */
export async function register(
  log: EventLog,
  name: UnitName,
  kafka: { readonly feed: boolean; readonly inbound?: boolean } | undefined,
  status: Agency['status'] = 'active',
): Promise<number> {
  const unit = units[name]
  const stream = agencyStream(unit.code)
  const revision = (await log.read(stream)).length - 1
  const principal = `User:${name}`
  const agency = {
    ...{ ...unit, status, parent: null, trustAnchors: [], intermediates: [], crls: [], keys: [] },
    ...(kafka ? { kafka: { principal, inbound: false, ...kafka } } : {}),
  }
  const appended = await log.append(stream, revision < 0 ? 'no-stream' : revision, [
    {
      id: uuid(`${name} ${revision}`) as EventId,
      type: AGENCY_REGISTERED,
      data: Buffer.from(JSON.stringify({ agency, registeredAt: '2026-01-01T00:00:00.000+08:00' })),
    },
  ])
  if (!appended.ok) throw new Error('registered in the meantime')
  return appended.position
}
