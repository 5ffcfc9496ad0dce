/**
 * Everything about a submission that needs only its bytes, the issuer's registration and the time:
 * parse, schema, competence, signature. Pure computation, so that it can run on a thread of its own.
 */
import { createHash } from 'node:crypto'
import { nameKeyOf, subjectIdOf } from '@xianjie/codec'
import {
  type Agency,
  type AgencyCode,
  type AttachmentEntry,
  type Digest,
  type DocumentId,
  type FactBody,
  factBody,
  type Instant,
  isUnderage,
  type LegalDate,
  type LegalDocument,
  mayIssue,
  memberAt,
  objectionsTo,
  type Problem,
  type ProblemCode,
  type Reference,
  type SealCheck,
  type SealChecker,
  type SubjectId,
  type Verdict,
  type Violation,
} from '@xianjie/contracts'
import { documentSchema, entryOf } from '@xianjie/schemas'
import { readJson, validateDocument } from '@xianjie/validate'
import { readXml, toJson } from '@xianjie/xml'
import { identityDiffers } from './identity.ts'

export type MediaType = 'application/xml' | 'application/json'

export type Examination = {
  readonly document: Uint8Array
  readonly mediaType: MediaType
  /** DER; absent only in a preflight. */
  readonly signature?: Uint8Array
  readonly now: Instant
}

/** What is known of a good document before it is stored; the person is JSON text, to be encrypted. */
export type Draft = {
  readonly documentId: DocumentId
  readonly subjectId: SubjectId
  readonly nameKey: string
  readonly type: string
  readonly number: string
  readonly madeOn: LegalDate
  readonly effectiveOn?: LegalDate
  readonly recipients: readonly AgencyCode[]
  readonly copies: readonly AgencyCode[]
  readonly references: readonly Reference[]
  readonly attachments: readonly AttachmentEntry[]
  readonly minor: boolean
  readonly underage: boolean
  readonly sealed: boolean
  readonly facts: FactBody
  readonly digest: Digest
  readonly identityDiffers: boolean
  readonly person: string
  readonly verdict?: Omit<Verdict, 'registration'>
}

export type Examined =
  | { readonly ok: true; readonly draft: Draft }
  | { readonly ok: false; readonly problem: Problem }

export type ExaminerSetup = {
  readonly checkSeal: SealChecker
  /** Platform secret from which subject ids are computed. */
  readonly secret: Uint8Array
}

/** The examination for one issuer, or every reason why the document is refused. */
export function examine(input: Examination, agency: Agency, setup: ExaminerSetup): Examined {
  const read = parse(input)
  if (!read.ok) return refuse('malformed', read.violations)
  const entry = entryOf(read.type)
  if (!entry) return refuse('invalid-document', [unknownType])
  const issuer = issuerOf(read.value)
  // An issuer that is no text at all is the schema's affair, with whatever else is wrong.
  if (typeof issuer === 'string' && issuer !== agency.code) {
    return refuse('issuer-mismatch', [otherIssuer])
  }
  if (!mayIssue(entry, agency)) return refuse('issuer-not-competent', [notCompetent])
  const seal = checkSeal(input, agency, setup.checkSeal)
  const unsealed = seal?.ok === false ? seal.violations : []
  const refusal = refusalOf(read, agency)
  if (refusal) return refuse(refusal.code, [...refusal.violations, ...unsealed])
  if (seal?.ok === false) return refuse(seal.refusal, seal.violations)
  return {
    ok: true,
    draft: draftOf(read.value as LegalDocument, input, setup.secret, seal?.verdict),
  }
}

/** What is wrong with the document itself: its form, what it says twice, and what is not its issuer's. */
function refusalOf({ type, value }: Parsed, issuer: Agency) {
  const invalid = validateDocument(type, value)
  const said = objectionsTo({ type, issuer, document: value })
  const known = new Set(invalid.map(({ path }) => path))
  const contradicted = said.contradictions.filter(({ path }) => !known.has(path))
  const wrong = [...invalid, ...contradicted]
  if (wrong.length + said.beyondCompetence.length === 0) return undefined
  const code: ProblemCode = wrong.length > 0 ? 'invalid-document' : 'issuer-not-competent'
  return { code, violations: [...wrong, ...said.beyondCompetence] }
}

const refuse = (code: ProblemCode, violations: readonly Violation[]): Examined => ({
  ok: false,
  problem: { code, violations },
})

type Parsed = { readonly type: string; readonly value: unknown }
type Read =
  | (Parsed & { readonly ok: true })
  | { readonly ok: false; readonly violations: readonly Violation[] }

function parse({ document, mediaType }: Examination): Read {
  if (mediaType === 'application/json') {
    const json = readJson(document)
    return json.ok ? { ok: true, type: typeOf(json.value), value: json.value } : json
  }
  const xml = readXml(document)
  if (!xml.ok) return xml
  const known = entryOf(xml.type) !== undefined
  return {
    ok: true,
    type: xml.type,
    value: known ? toJson(xml.root, documentSchema(xml.type)) : null,
  }
}

function typeOf(value: unknown): string {
  const type = memberAt(value, 'type')
  return typeof type === 'string' ? type : ''
}
const issuerOf = (value: unknown): unknown => memberAt(value, 'header', 'issuer', 'code')

/** Undefined where a preflight came without a signature. */
function checkSeal(
  { document, signature, now }: Examination,
  agency: Agency,
  check: SealChecker,
): SealCheck | undefined {
  return signature && check({ content: document, signature, agency, now })
}

const codes = (list: LegalDocument['header']['recipients']): readonly AgencyCode[] =>
  list?.agency?.map(({ code }) => code) ?? []

/** The draft of a document that was found good, whatever found it so. */
export function draftOf(
  { type, header, body }: LegalDocument,
  { document }: Pick<Examination, 'document'>,
  secret: Uint8Array,
  verdict: Omit<Verdict, 'registration'> | undefined,
): Draft {
  const { documentId, subject } = header
  return {
    documentId,
    subjectId: subjectIdOf(secret, { ...subject, documentId }),
    nameKey: nameKeyOf(secret, subject),
    type,
    number: header.number,
    madeOn: header.madeOn,
    ...(header.effectiveOn ? { effectiveOn: header.effectiveOn } : {}),
    recipients: codes(header.recipients),
    copies: codes(header.copies),
    references: header.references?.reference ?? [],
    attachments: header.attachments?.attachment ?? [],
    minor: header.markings?.minor ?? false,
    underage: isUnderage(subject.birthDate, header.madeOn),
    sealed: header.markings?.sealed ?? false,
    facts: factBody(body),
    digest: `sha256:${createHash('sha256').update(document).digest('hex')}` as Digest,
    identityDiffers: identityDiffers(subject),
    person: JSON.stringify(subject),
    ...(verdict ? { verdict } : {}),
  }
}

const unknownType: Violation = {
  path: '/type',
  code: 'not-allowed',
  message: {
    zh: '未知的文书类型；可用类型见 GET /v1/document-types。',
    en: 'The type is not in the catalogue; GET /v1/document-types lists the types.',
  },
}
const otherIssuer: Violation = {
  path: '/header/issuer/code',
  code: 'issuer-mismatch',
  message: {
    zh: '文书出具机关不是本次推送的机关。',
    en: 'The issuer of the document is not the agency that pushes it.',
  },
}
const notCompetent: Violation = {
  path: '/type',
  code: 'issuer-not-competent',
  message: {
    zh: '按目录，该机关的类别或层级无权出具此类文书。',
    en: 'By its kind or level this agency may not issue documents of this type.',
  },
}
