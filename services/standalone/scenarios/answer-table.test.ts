/** Every row of the answer table of `POST /v1/documents` that can be had without a fault of ours. */
import { createHash, randomUUID } from 'node:crypto'
import { documentStream, instant, problems } from '@xianjie/contracts'
import { test } from 'tap'
import { equipAgency, makeToken, signAs } from '../../../scripts/workshop/agency-workshop.ts'
import { units } from '../../../scripts/workshop/units.ts'
import { logsNobody, openScenario, type Refusal, type Request } from '../testing/scenario.ts'
import { json, jsonBody, multipart, parts } from '../testing/submissions.ts'
import { exampleOf, testAuthority } from '../testing/test-platform.ts'

const scenario = await openScenario()
const { refused, submission, bytes, signed } = scenario
const by = 'yunxiCourt'
const MINUTE_MS = 60_000
const sha256 = (content: Uint8Array) =>
  `sha256:${createHash('sha256').update(content).digest('hex')}`

const ruling = () => exampleOf('ruling-parole')
const withHeader = (header: object) => {
  const document = ruling()
  return { ...document, header: { ...document.header, ...header } }
}

await test('400 malformed: what is no submission', async (t) => {
  const document = bytes(ruling())
  const signature = signed(by, document)
  const whole = {
    document: document.toString('base64'),
    mediaType: 'application/json',
    signature: Buffer.from(signature).toString('base64'),
  }
  const body = (value: unknown): Request => ({ by, ...json(value) })
  const cases: readonly (readonly [string, Request, (readonly string[])?])[] = [
    ['an empty body', { by, ...json('') }],
    ['the body null', body(null), [' wrong-type']],
    ['the body []', body([]), [' wrong-type']],
    ['the body 7', body(7), [' wrong-type']],
    ['a text', body('"文书"'), [' wrong-type']],
    ['no JSON', body('{"document": '), [' malformed']],
    ['no UTF-8', body(Buffer.from('{"document": "\xff"}', 'latin1')), [' malformed']],
    ['half a submission', body(JSON.stringify(whole).slice(0, -9)), [' malformed']],
    ['no document', body({ ...whole, document: undefined }), ['/document missing']],
    ['an empty document', body({ ...whole, document: '' }), ['/document missing']],
    ['a document that is an object', body({ ...whole, document: {} }), ['/document missing']],
    ['bad base64', body({ ...whole, document: '周某乙' }), ['/document wrong-format']],
    ['base64url', body({ ...whole, document: 'eyJ0-_' }), ['/document wrong-format']],
    ['base64 in lines', body({ ...whole, document: 'eyJ0\neXBl' }), ['/document wrong-format']],
    ['a bad signature text', body({ ...whole, signature: '===' }), ['/signature wrong-format']],
    [
      'attachments that are no list',
      body({ ...whole, attachments: {} }),
      ['/attachments wrong-type'],
    ],
    ['an attachment null', body({ ...whole, attachments: [null] }), ['/attachments/0 wrong-type']],
    [
      'two unknown members',
      body({ ...whole, docs: 1, 'a/b': 2 }),
      ['/a~1b unknown', '/docs unknown'],
    ],
    [
      'a repeated member',
      body(JSON.stringify(whole).replace('{', '{"document":"e30=",')),
      ['/document malformed'],
    ],
    [
      '__proto__',
      body(JSON.stringify(whole).replace('{', '{"__proto__":{},')),
      ['/__proto__ malformed'],
    ],
    ['a document that is no JSON', submission(by, '{"type":'), [' malformed']],
    [
      'JSON sent as XML',
      submission(by, ruling(), { mediaType: 'application/xml' }),
      [' malformed'],
    ],
  ]
  for (const [title, request, violations] of cases) {
    await refused(t, title, request, { code: 'malformed', ...(violations ? { violations } : {}) })
  }
})

await test('400 malformed: multipart bodies that are not whole', async (t) => {
  const document = bytes(ruling())
  const signature = signed(by, document)
  const sound = parts(document, 'application/json', signature)
  const [first, second] = sound as [(typeof sound)[0], (typeof sound)[0]]
  const cases: readonly (readonly [string, Request, readonly string[]])[] = [
    [
      'no boundary in the header',
      { ...multipart(sound), headers: { 'content-type': 'multipart/form-data' } },
      [' multipart'],
    ],
    ['another boundary in the header', multipart(sound, { said: 'other' }), [' multipart']],
    ['truncated inside the signature', multipart(sound, { cut: 300 }), [' multipart']],
    [
      'truncated inside the document',
      multipart(sound, { cut: signature.length + 600 }),
      [' multipart'],
    ],
    ['truncated inside the last boundary', multipart(sound, { cut: 6 }), [' multipart']],
    ['no document part', multipart([second]), ['document missing']],
    ['no parts', multipart([]), ['document missing']],
    [
      'an unknown part',
      multipart([...sound, { name: 'note', content: '周某乙的说明' }]),
      ['note unknown'],
    ],
    ['two document parts', multipart([first, ...sound]), ['document unknown']],
    ['two signature parts', multipart([...sound, second]), ['signature unknown']],
    ['nothing at all', { headers: multipart([]).headers, payload: '' }, [' multipart']],
  ]
  for (const [title, request, violations] of cases) {
    await refused(t, title, { by, ...request }, { code: 'malformed', violations })
  }
})

await test('401: no identity', async (t) => {
  const stranger = await equipAgency(units.yunxiCourt, testAuthority, 'p256')
  const now = scenario.now()
  const token = (agency: typeof stranger, ms = 0, platform = 'xianjie') =>
    makeToken(agency, { platform, operator: 'op-1', now: instant(now + ms) })
  const own = scenario.agency(by)
  const good = await token(own)
  const [head, claims, seal] = good.split('.')
  const cases: Readonly<Record<string, string | undefined>> = {
    'no token': undefined,
    'an empty token': 'Bearer ',
    'another scheme': `Basic ${Buffer.from('yunxi:court').toString('base64')}`,
    'a token signed with another key': `Bearer ${await token(stranger)}`,
    'another key under the registered key’s name': `Bearer ${await token({ ...stranger, kid: own.kid })}`,
    'an expired token': `Bearer ${await token(own, -12 * MINUTE_MS)}`,
    'a token of tomorrow': `Bearer ${await token(own, 5 * MINUTE_MS)}`,
    'a token for another platform': `Bearer ${await token(own, 0, 'other')}`,
    'a token without its signature': `Bearer ${head}.${claims}.`,
    'a token with alg none': `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.${seal}`,
    'a token that is no JSON': 'Bearer e30.w.x',
  }
  const { headers, payload } = submission(by, ruling())
  for (const [title, authorization] of Object.entries(cases)) {
    const request = { headers: { ...headers, ...(authorization ? { authorization } : {}) } }
    await refused(
      t,
      title,
      { ...request, ...(payload ? { payload } : {}) },
      { code: 'unauthenticated', violations: [] },
    )
  }
})

await test('403: signer, caller and issuer disagree, or the issuer may not issue this', async (t) => {
  const other = submission('baiyangCourt', ruling())
  await refused(t, 'the caller is not the issuer', other, {
    code: 'issuer-mismatch',
    violations: ['/header/issuer/code issuer-mismatch'],
  })
  const document = bytes(ruling())
  const foreign = {
    by,
    ...jsonBody({ document, signature: signed('baiyangCourt', document) }),
  } as const
  await refused(t, 'the certificate is another organisation’s', foreign, {
    code: 'issuer-mismatch',
    violations: ['signature organisation'],
  })
  const { code, name } = units.baiyangCourt
  await refused(
    t,
    'a county court rules on parole',
    submission('baiyangCourt', withHeader({ issuer: { code, name } })),
    { code: 'issuer-not-competent', violations: ['/type issuer-not-competent'] },
  )
})

await test('415: media types that are not read', async (t) => {
  const document = bytes(ruling())
  const signature = signed(by, document)
  const { payload = '' } = jsonBody({ document, signature })
  const typed = (type: string): Request => ({ by, payload, headers: { 'content-type': type } })
  const part = (type: string): Request => ({ by, ...multipart(parts(document, type, signature)) })
  const said = ['document media-type']
  const cases: readonly (readonly [string, Request, readonly string[]])[] = [
    ['text/plain', typed('text/plain'), []],
    ['XML outside of a form', { ...typed('application/xml'), payload: document }, []],
    ['a form of another kind', typed('application/x-www-form-urlencoded'), []],
    ['a type that is none', typed(';;'), []],
    ['a text/html document', part('text/html'), said],
    ['text/html named in JSON', submission(by, ruling(), { mediaType: 'text/html' }), said],
    ['UTF-16', submission(by, ruling(), { mediaType: 'application/json; charset=utf-16' }), said],
    [
      'a signature of text/html',
      {
        by,
        ...multipart(
          parts(document, 'application/json', signature).map((one) =>
            one.name === 'signature' ? { ...one, type: 'text/html' } : one,
          ),
        ),
      },
      [],
    ],
  ]
  for (const [title, request, violations] of cases) {
    await refused(t, title, request, { code: 'unsupported-media-type', violations })
  }
})

await test('422 invalid-document: everything wrong at once', async (t) => {
  const document = ruling()
  const { header, body } = document
  header.madeOn = '2026-02-30'
  header.effectiveOn = '2026-13-01'
  header.subject.idNumber = '139921198807090138'
  header.subject.birthDate = '07/09/1988'
  delete header.number
  header.remark = '周某乙'
  body.outcome = 'pardoned'
  delete body.panel.clerk
  body.sentence.fine = -1
  await refused(t, 'nine faults', submission(by, document), {
    code: 'invalid-document',
    violations: [
      '/body/outcome not-allowed',
      '/body/panel/clerk missing',
      '/body/sentence/fine too-small',
      '/header/effectiveOn wrong-format',
      '/header/madeOn wrong-format',
      '/header/number missing',
      '/header/remark unknown',
      '/header/subject/birthDate wrong-format',
      '/header/subject/idNumber wrong-format',
    ],
  })
  const unsound = submission(by, document, { signature: signed(by, bytes(ruling())) })
  const { body: both } = await scenario.ask(unsound)
  t.match(both.violations.at(-1), { path: 'signature', code: 'digest-mismatch' })
  t.equal(both.violations.length, 10, 'and what is wrong with the signature')
})

await test('422 attachment-mismatch: listed and sent are not the same', async (t) => {
  const content = Buffer.from(`裁定书扫描件 ${randomUUID()}`)
  const other = Buffer.from('别的内容')
  const entry = {
    name: '裁定书.ofd',
    mediaType: 'application/ofd',
    size: content.length,
    digest: sha256(content),
  }
  const listing = (...attachment: readonly object[]) => withHeader({ attachments: { attachment } })
  const zero = '/header/attachments/attachment/0'
  const cases: readonly (readonly [string, object, readonly Buffer[], readonly string[]])[] = [
    ['missing', listing(entry), [], [`${zero} missing`]],
    ['not listed', ruling(), [content], ['attachment/0 not-listed']],
    ['of another size', listing({ ...entry, size: 5 }), [content], [`${zero} size-differs`]],
    ['of another digest', listing(entry), [other], [`${zero} missing`, 'attachment/0 not-listed']],
    [
      'one of two missing',
      listing(entry, { ...entry, digest: sha256(other) }),
      [content],
      ['/header/attachments/attachment/1 missing'],
    ],
  ]
  for (const [title, document, attachments, violations] of cases) {
    const refusal = { code: 'attachment-mismatch', violations: [...violations].sort() } as const
    await refused(t, title, submission(by, document, { attachments }), refusal)
    const signedBytes = bytes(document)
    const form = multipart(
      parts(signedBytes, 'application/json', signed(by, signedBytes), ...attachments),
    )
    await refused(t, `${title}, by multipart`, { by, ...form }, refusal)
  }
})

await test('201, then 200 with the same receipt, then 409 for other content', async (t) => {
  const content = Buffer.from(`裁定书扫描件 ${randomUUID()}`)
  const attachment = {
    name: '裁定书.ofd',
    mediaType: 'application/ofd',
    size: content.length,
    digest: sha256(content),
  }
  const document = withHeader({ attachments: { attachment: [attachment] } })
  const pushed = submission(by, document, { attachments: [content] })
  const events = await scenario.eventCount()
  const first = await scenario.ask(pushed)
  t.equal(first.status, 201, JSON.stringify(first.body))
  t.equal(await scenario.eventCount(), events + 1)
  const stream = documentStream(document.header.documentId)
  const [stored] = await scenario.platform.backbone.log.read(stream)
  t.match(first.body, {
    documentId: document.header.documentId,
    position: stored?.position,
    digest: /^sha256:/,
  })
  t.equal(first.headers.location, `/v1/documents/${document.header.documentId}`)
  await scenario.traceless(t, 'pushed again', async () => {
    const again = await scenario.ask(pushed)
    t.equal(again.status, 200)
    t.same(again.bytes, first.bytes)
  })
  await scenario.traceless(t, 'pushed again with another signature', async () => {
    const resigned = {
      signature: signAs(scenario.agency(by), bytes(document), scenario.now()),
      attachments: [content],
    }
    const again = await scenario.ask(submission(by, document, resigned))
    t.equal(again.status, 200)
    t.same(again.bytes, first.bytes)
  })
  const changed = { ...document, body: { ...document.body, offence: '诈骗罪' } }
  const reused = { code: 'document-id-reused', violations: [] } as const
  await refused(t, 'other content', submission(by, changed, { attachments: [content] }), reused)
  const more = Buffer.from(`另一份扫描件 ${randomUUID()}`)
  const listed = { ...attachment, size: more.length, digest: sha256(more) }
  const extended = withHeader({
    documentId: document.header.documentId,
    attachments: { attachment: [listed] },
  })
  await refused(
    t,
    'other content with a new attachment',
    submission(by, extended, { attachments: [more] }),
    reused,
  )
})

await test('preflight says what intake would say, and stores nothing either way', async (t) => {
  const url = '/v1/documents/preflight'
  const stored = ruling()
  await scenario.ask(submission(by, stored))
  const changed = { ...stored, body: { ...stored.body, offence: '诈骗罪' } }
  const other = bytes(ruling())
  const { by: _, ...anonymous } = submission(by, ruling())
  const cases: readonly (readonly [string, Request, Refusal['code']])[] = [
    ['no body', { by, ...json('') }, 'malformed'],
    [
      'as text',
      { by, payload: 'x', headers: { 'content-type': 'text/plain' } },
      'unsupported-media-type',
    ],
    ['another issuer', submission('baiyangCourt', ruling()), 'issuer-mismatch'],
    ['no number', submission(by, withHeader({ number: undefined })), 'invalid-document'],
    [
      'over other bytes',
      submission(by, ruling(), { signature: signed(by, other) }),
      'invalid-signature',
    ],
    [
      'an attachment too many',
      submission(by, ruling(), { attachments: [other] }),
      'attachment-mismatch',
    ],
    ['a reused id', submission(by, changed), 'document-id-reused'],
    ['nobody', anonymous, 'unauthenticated'],
  ]
  for (const [title, request, code] of cases) await refused(t, title, { ...request, url }, { code })
  await scenario.traceless(t, 'accepted', async () => {
    const document = bytes(ruling())
    const unsigned = await scenario.ask({ by, url, ...jsonBody({ document }) })
    t.match(unsigned, { status: 200, body: { accepted: true, signature: 'absent' } })
    const whole = await scenario.ask({ ...submission(by, document), url })
    t.match(whole, { status: 200, body: { accepted: true, signature: 'valid' } })
  })
})

await test('a reader of neither language gets both', async (t) => {
  const { headers, body } = await scenario.ask({ by, headers: { 'accept-language': 'fr' } })
  t.equal(headers['content-language'], 'zh, en')
  t.equal(body.title, `${problems.malformed.title.zh} / ${problems.malformed.title.en}`)
})

await logsNobody(scenario)
