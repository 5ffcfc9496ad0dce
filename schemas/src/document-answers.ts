/** What the routes of documents and their types answer, as JSON Schema, for the API's description. */
import { AGENCY_KINDS, AGENCY_LEVELS, EFFECTS, ID_TYPES, KINDS } from '@xianjie/contracts'
import {
  date,
  finding,
  issuer,
  list,
  type Members,
  named,
  object,
  orNull,
  party,
  reference,
  text,
  time,
  titles,
  whole,
  word,
  words,
} from './answer-words.ts'
import type { JsonSchema } from './json-schema.ts'
import { foreseenStatus, openDeadlines } from './status-answers.ts'

const documentId = word('document', 'documentId')
const subjectId = word('document', 'subjectId')
const digest = word('receipt', 'digest')
const agency: JsonSchema = { ...party.properties?.code }
const findings = list(finding)
const oneOf = (title: string, values: readonly string[]): JsonSchema => ({
  title,
  type: 'string',
  enum: values,
})
const yesOrNo = (title: string): JsonSchema => ({ title, type: 'boolean' })

export const receipt = named('Receipt', {
  ...{ documentId, digest, subjectId },
  ...words('receipt', 'position', 'acceptedAt'),
  findings,
  receipt: word('receipt', 'receipt'),
})

const person = named(
  'Person',
  {
    idType: oneOf('证件种类 · type of identity document', ID_TYPES),
    idNumber: text('证件号码 · its number'),
    name: text('姓名 · name'),
    formerName: text('曾用名 · former name'),
    sex: oneOf('性别 · sex', ['male', 'female', 'unknown']),
    birthDate: date('出生日期 · birth date'),
    ethnicity: text('民族 · ethnicity'),
    nationality: text('国籍 · nationality'),
    registeredResidence: text('户籍地 · registered residence'),
  },
  ['formerName', 'ethnicity', 'nationality', 'registeredResidence'],
)
const attachment = named('Attachment', {
  name: text('名称 · name'),
  mediaType: text('媒体类型 · media type'),
  size: whole('字节数 · bytes'),
  digest,
})
const verdict = named('Verdict', {
  chain: list({ ...digest, title: '证书摘要，签名人在前 · certificates, the signer’s first' }),
  crls: list({ ...digest, title: '吊销列表摘要 · revocation lists that were read' }),
  revocation: oneOf('吊销状态 · revocation', ['good', 'unchecked']),
  algorithm: text('签名算法 · algorithm'),
  signedAt: text('签名时间 · signing time, RFC 3339'),
  checkedAt: text('核验时间 · when the platform checked, RFC 3339'),
  registration: whole('制作机关登记的版本 · revision of the issuer’s registration'),
})
const addressed: Members = { agency, as: oneOf('主送或抄送 · as', ['recipient', 'copy']) }

export const storedDocument = named('StoredDocument', {
  ...{ documentId, type: word('document', 'type'), title: titles },
  number: word('document', 'number'),
  issuer,
  madeOn: word('document', 'madeOn'),
  effectiveOn: orNull(word('document', 'effectiveOn')),
  subjectId,
  subject: orNull(person),
  recipients: list(party),
  copies: list(party),
  references: list(reference),
  attachments: list(attachment),
  markings: object({ minor: yesOrNo('未成年人 · minor'), sealed: yesOrNo('封存 · sealed') }),
  digest,
  mediaType: oneOf('所签字节的媒体类型 · media type', ['application/xml', 'application/json']),
  verdict,
  findings,
  deliveries: list(
    object({
      ...addressed,
      receivedAt: orNull(time('进入其系统的时间 · when it entered its system')),
    }),
  ),
  ...words('document', 'position', 'acceptedAt'),
})

const clocks = object({
  starts: list(text('起算的期限 · clocks that it starts')),
  stops: list(text('终止的期限 · clocks that it stops')),
})

export const preflight = named('Preflight', {
  accepted: { title: '可以接收 · would be accepted', const: true },
  ...{ documentId, digest, subjectId },
  signature: oneOf('签名 · signature', ['valid', 'absent']),
  findings,
  status: foreseenStatus,
  clocks,
  deadlines: openDeadlines,
  deliveries: list(object(addressed)),
})

const issuers = list(
  object(
    {
      kind: oneOf('类别 · kind', AGENCY_KINDS),
      levels: list(oneOf('层级 · level', AGENCY_LEVELS)),
    },
    ['levels'],
  ),
)
const inCatalogue: Members = {
  slug: word('document', 'type'),
  row: text('目录行 · row of the catalogue'),
  title: titles,
  issuers,
  effect: oneOf('效力 · effect on the status', EFFECTS),
  kinds: list(oneOf('矫正类别 · kind of correction', KINDS)),
}

export const documentTypes = named('DocumentTypes', {
  types: list(named('DocumentTypeSummary', inCatalogue)),
})

const roles = (title: string): JsonSchema => list(text(title))
const forms = object({
  ...inCatalogue,
  recipients: roles('主送角色 · role of a recipient'),
  copies: roles('抄送角色 · role of a copy'),
  basis: list(text('依据 · article')),
  clocks,
  schema: { title: '整份文书的 JSON Schema · of the whole document (draft-07)', type: 'object' },
  xsd: text('XML Schema 全文 · its text'),
})
const examples = object({
  examples: object({ json: text('示例 · as JSON'), xml: text('同一示例 · the same as XML') }),
})
/** In two parts, because linters take `schema` beside `examples` for the body of a message. */
export const describedType: JsonSchema = { $id: 'DocumentType', allOf: [forms, examples] }

/** RFC 7517. */
export const keySet = named('KeySet', {
  keys: list(
    named('PublicKey', {
      kty: { title: 'RFC 8037', const: 'OKP' },
      crv: { title: '曲线 · curve', const: 'Ed25519' },
      x: text('公钥 · public key, base64url'),
      kid: text('密钥标识 · thumbprint (RFC 7638)'),
      alg: { title: '算法 · algorithm', const: 'EdDSA' },
      use: { title: '用途 · use', const: 'sig' },
    }),
  ),
})
