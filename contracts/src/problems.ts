/**
 * The catalogue of problems (RFC 9457). The code is the contract, `status` is HTTP's, title and advice
 * are for people: every refusal tells its reader what to do. HTTP numbers stand here and nowhere below.
 */
export type Bilingual = { readonly zh: string; readonly en: string }
type ProblemEntry = {
  readonly status: number
  readonly title: Bilingual
  readonly advice: Bilingual
}

/** One thing that is wrong with what was sent. `path` is a JSON pointer into it, or a part's name. */
export type Violation = {
  readonly path: string
  readonly code: string
  readonly message: Bilingual
}

const entry = (status: number, title: Bilingual, advice: Bilingual): ProblemEntry => ({
  status,
  title,
  advice,
})
const say = (zh: string, en: string): Bilingual => ({ zh, en })

export const problems = {
  malformed: entry(
    400,
    say('无法解析提交内容', 'The submission cannot be parsed'),
    say(
      '请按 violations 所指修正编码、结构或多部分边界后重新提交，文书编号不必更换。',
      'Mend the encoding, structure or multipart boundary that violations name and send again; the document id stays.',
    ),
  ),
  'invalid-request': entry(
    400,
    say('请求参数不正确', 'The request is not valid'),
    say(
      '请对照 /docs 中该接口的说明修正所列参数。',
      'Mend the listed parameters; /docs describes the route.',
    ),
  ),
  'purpose-missing': entry(
    400,
    say('未说明查询目的', 'The purpose of the query is missing'),
    say(
      '查询个人信息须在 Xianjie-Purpose 请求头中写明目的代码。',
      'Whoever asks about a person says why: send the header Xianjie-Purpose with a purpose code.',
    ),
  ),
  unauthenticated: entry(
    401,
    say('身份未经证明', 'The caller has not proved who it is'),
    say(
      '请以本机关登记密钥签发的 Bearer JWT 访问：iss 为机关统一社会信用代码，aud 为平台标识，有效期不超过十分钟。',
      'Send a Bearer JWT signed with a key registered for your agency: iss is the agency code, ' +
        'aud the platform id, valid for ten minutes at most.',
    ),
  ),
  'issuer-mismatch': entry(
    403,
    say('呼叫方、签名人与出具机关不一致', 'Caller, signer and issuer are not the same agency'),
    say(
      '文书须由出具机关以其自己的证书签名并由其自己推送。',
      'A document is signed with its issuer’s certificate and pushed by that issuer itself.',
    ),
  ),
  'issuer-not-competent': entry(
    403,
    say('出具机关无权出具该类文书', 'The issuer is not competent for this type of document'),
    say(
      '请核对文书类型；有权机关见 /v1/document-types/{slug} 的 issuers。',
      'Check the document type; issuers in /v1/document-types/{slug} names who is competent.',
    ),
  ),
  'not-found': entry(
    404,
    say('未找到该对象', 'Not found'),
    say(
      '请核对标识；不存在与无权知悉的对象回答相同。',
      'Check the identifier; what does not exist and what you may not see are answered alike.',
    ),
  ),
  'document-id-reused': entry(
    409,
    say('文书标识已用于其他内容', 'The document id is already used for other content'),
    say(
      '内容不同的文书须用新的文书标识；更正请用 ruling-correction，作废请用 document-recall。',
      'Other content needs a new document id; correct by ruling-correction, withdraw by document-recall.',
    ),
  ),
  'clock-moves-back': entry(
    409,
    say('沙盒时钟不得倒拨', 'The sandbox clock never runs back'),
    say('请设为不早于当前沙盒时间的时刻。', 'Set a time that is not before the clock’s present.'),
  ),
  'too-large': entry(
    413,
    say('提交内容过大', 'The submission is too large'),
    say(
      '文书不超过 1 MiB，单个附件不超过 64 MiB；大附件请用 multipart/form-data。',
      'A document may have 1 MiB, an attachment 64 MiB; send large attachments as multipart/form-data.',
    ),
  ),
  'unsupported-media-type': entry(
    415,
    say('不支持的媒体类型', 'The media type is not supported'),
    say(
      '请用 multipart/form-data 或 application/json 提交，文书为 application/xml 或 application/json，不使用内容压缩。',
      'Send multipart/form-data or application/json without content coding; the document is ' +
        'application/xml or application/json.',
    ),
  ),
  'invalid-document': entry(
    422,
    say('文书不符合格式要求', 'The document breaks its schema'),
    say('请按 violations 逐项修正后重新签名提交。', 'Mend every violation, sign again and send.'),
  ),
  'invalid-signature': entry(
    422,
    say('签名无效', 'The signature is not valid'),
    say(
      '请对所提交的原始字节重新作分离式 CMS 签名（含签名属性，SHA-256 以上，RSA 2048 位以上或 ECDSA P-256/P-384）。',
      'Sign the exact bytes again: detached CMS with signed attributes, SHA-256 or better, RSA ' +
        'of 2048 bits or more, or ECDSA P-256/P-384.',
    ),
  ),
  'untrusted-certificate': entry(
    422,
    say('签名证书不受信任', 'The signer’s certificate is not trusted'),
    say(
      '请使用可追溯至本机关登记信任锚且在有效期内的证书；必要时请平台登记新的信任锚、中间证书或吊销列表。',
      'Use a certificate in its validity that leads to an anchor registered for your agency; if ' +
        'need be have anchor, intermediate or revocation list registered anew.',
    ),
  ),
  'revoked-certificate': entry(
    422,
    say('签名证书已被吊销', 'The signer’s certificate is revoked'),
    say('请更换证书后重新签名提交。', 'Get a new certificate, sign again and send.'),
  ),
  'attachment-mismatch': entry(
    422,
    say('附件与文书所列不符', 'The attachments are not those that the document lists'),
    say(
      '文书 Attachments 所列的每个附件均须以相同摘要和大小提交，未列的不得提交。',
      'Send every attachment that the document lists, with that digest and size, and no other.',
    ),
  ),
  'rate-limited': entry(
    429,
    say('请求过于频繁', 'Too many requests'),
    say(
      '请在 Retry-After 所示秒数之后重试；未保存任何内容。',
      'Try again after the seconds in Retry-After; nothing was stored.',
    ),
  ),
  internal: entry(
    500,
    say('平台内部故障', 'The platform failed'),
    say(
      '请凭 Request-Id 联系平台；如系提交文书，可原样重新提交，不会重复。',
      'Report the Request-Id; a document may be sent again as it is, it will not be doubled.',
    ),
  ),
  overloaded: entry(
    503,
    say('平台繁忙', 'The platform is overloaded'),
    say(
      '请在 Retry-After 所示秒数之后原样重试；未保存任何内容。',
      'Try again as it is after the seconds in Retry-After; nothing was stored.',
    ),
  ),
  'log-unavailable': entry(
    503,
    say('事件库暂不可用', 'The event log is away'),
    say(
      '请在 Retry-After 所示秒数之后原样重试，重复提交不会产生第二份。',
      'Try again as it is after the seconds in Retry-After; a repeated push makes no second document.',
    ),
  ),
  'not-yet-visible': entry(
    503,
    say('视图尚未到达所要求的位置', 'The view has not reached that position yet'),
    say(
      '请在 Retry-After 所示秒数之后重试，或去掉 minPosition。',
      'Try again after the seconds in Retry-After, or leave minPosition out.',
    ),
  ),
} as const satisfies Record<string, ProblemEntry>

export type ProblemCode = keyof typeof problems

/** A refusal as it travels inside the platform; the edge makes RFC 9457 of it. */
export type Problem = {
  readonly code: ProblemCode
  readonly violations?: readonly Violation[]
  /** Seconds, for 429 and 503. */
  readonly retryAfter?: number
}
