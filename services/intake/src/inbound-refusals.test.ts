/** Every refusal of the answer table that a record can meet; each leaves nothing behind. */
import { createHash, randomUUID } from 'node:crypto'
import { type Agency, instant, type ProblemCode, problems } from '@xianjie/contracts'
import { makeKeyPair, makeRevocationList, makeSigner } from '@xianjie/seal/make'
import { test } from 'tap'
import { makeDemoAuthority } from '../../../scripts/workshop/agency-workshop.ts'
import {
  bodyOf,
  byKafka,
  bytesOf,
  equip,
  exampleOf,
  type Headers,
  openWorld,
  signedBy,
  testAuthority,
  testYears,
} from '../testing/inbound-world.ts'

const world = await openWorld()
const court = await equip('yunxiCourt')
const county = await equip('baiyangCourt')
world.directory.register(byKafka(court.file))
world.directory.register(byKafka(county.file))
const running = world.start()
const code = court.unit.code

type Expected = { readonly code: ProblemCode; readonly violations?: readonly string[] }
type Case = readonly [
  title: string,
  value: object | Uint8Array | undefined,
  expected: Expected,
  headers?: Headers,
]
type Test = Parameters<Parameters<typeof test>[0]>[0]

/** Produces to the topic and compares the outcome, the log and the blobs' silence. */
async function refuse(t: Test, cases: readonly Case[], to = code): Promise<void> {
  for (const [title, value, expected, headers = { 'xianjie-operator': 'op-1' }] of cases) {
    const correlation = randomUUID()
    const head = await world.log.head()
    await world.produce(to, value, { 'xianjie-correlation': correlation, ...headers })
    const outcome = await world.outcome(to, headers['xianjie-correlation'] ?? correlation)
    const said: readonly { path: string; code: string }[] = outcome.body.violations ?? []
    const violations = said.map(({ path, code: what }) => `${path} ${what}`).sort()
    t.same(
      { type: outcome.type, code: outcome.body.code, violations },
      { violations, ...expected, type: 'xianjie.document.refused.v1' },
      title,
    )
    t.equal(outcome.body.status, problems[expected.code].status, title)
    t.equal(outcome.headers['content-type'], 'application/problem+json', title)
    t.equal(await world.log.head(), head, `nothing was stored: ${title}`)
  }
}

const pushed = (document: object | Uint8Array, by = court, more: readonly Uint8Array[] = []) =>
  bodyOf(bytesOf(document), signedBy(by, bytesOf(document)), more)
const withHeader = (header: object) => {
  const document = exampleOf()
  return { ...document, header: { ...document.header, ...header } }
}

await test('what is no submission is malformed', async (t) => {
  const whole = pushed(exampleOf())
  const malformed = (...violations: string[]): Expected => ({ code: 'malformed', violations })
  await refuse(t, [
    ['no value', undefined, malformed(' missing')],
    ['an empty value', new Uint8Array(), malformed(' malformed')],
    ['no JSON', Buffer.from('{"document": '), malformed(' malformed')],
    ['no UTF-8', Buffer.from('{"document": "\xff"}', 'latin1'), malformed(' malformed')],
    ['a list', [], malformed(' wrong-type')],
    ['no document', { mediaType: 'application/json' }, malformed('/document missing')],
    ['bad base64', { ...whole, document: '周某乙' }, malformed('/document wrong-format')],
    ['an unknown member', { ...whole, docs: 1 }, malformed('/docs unknown')],
    ['a document that is no JSON', pushed(Buffer.from('{"type":')), malformed(' malformed')],
  ])
})

await test('what is too large, or of a type that is not read', async (t) => {
  const large = Buffer.alloc(2 * 1_048_576 + 1, 0x20)
  const document = Buffer.alloc(1_048_577, 0x20)
  const html = { ...pushed(exampleOf()), mediaType: 'text/html' }
  await refuse(t, [
    ['more than 2 MiB', large, { code: 'too-large' }],
    ['a document of more than 1 MiB', bodyOf(document), { code: 'too-large' }],
    ['HTML', html, { code: 'unsupported-media-type', violations: ['document media-type'] }],
  ])
})

await test('who pushes must be said, and said briefly', async (t) => {
  const value = pushed(exampleOf())
  const operator = { 'xianjie-operator': 'op-1' }
  const invalid = (...violations: string[]): Expected => ({ code: 'invalid-request', violations })
  await refuse(t, [
    ['no operator', value, invalid('xianjie-operator missing'), {}],
    ['an empty operator', value, invalid('xianjie-operator missing'), { 'xianjie-operator': '' }],
    [
      'an operator of 101 characters',
      value,
      invalid('xianjie-operator too-long'),
      { 'xianjie-operator': 'x'.repeat(101) },
    ],
  ])
  const before = world.outcomes(code).length
  const long = { ...operator, 'xianjie-correlation': 'x'.repeat(201) }
  await world.produce(code, value, long)
  const place = new RegExp(`^xianjie\\.inbound\\.${code}\\.v1/\\d+/\\d+$`)
  const found = await world.outcomeWhere(code, ({ correlation }) => place.test(correlation))
  t.match(found.body, { code: 'invalid-request', violations: [{ path: 'xianjie-correlation' }] })
  t.equal(world.outcomes(code).length, before + 1, 'an answer that is known by the place')
})

await test('an agency that may not push through the feed is told so', async (t) => {
  const value = pushed(exampleOf())
  const unauthenticated: Expected = { code: 'unauthenticated', violations: ['topic not-open'] }
  const changes: Readonly<Record<string, Partial<Agency>>> = {
    suspended: { status: 'suspended' },
    closed: { status: 'closed' },
  }
  for (const [title, change] of Object.entries(changes)) {
    world.directory.register(byKafka(court.file, change))
    await refuse(t, [[title, value, unauthenticated]])
  }
  world.directory.register(byKafka(court.file))
})

await test('signer, caller and issuer are one agency, which may issue this', async (t) => {
  const document = exampleOf()
  const mismatch = (...violations: string[]): Expected => ({ code: 'issuer-mismatch', violations })
  const path = '/header/issuer/code issuer-mismatch'
  const others: Case = ['another agency’s document', pushed(document), mismatch(path)]
  await refuse(t, [others], county.unit.code)
  await refuse(t, [
    ['another’s certificate', pushed(document, county), mismatch('signature organisation')],
  ])
  const issuer = { code: county.unit.code, name: county.unit.name }
  const beyond: Expected = {
    code: 'issuer-not-competent',
    violations: ['/type issuer-not-competent'],
  }
  const rules: Case = [
    'a county court rules on parole',
    pushed(withHeader({ issuer }), county),
    beyond,
  ]
  await refuse(t, [rules], county.unit.code)
})

await test('a document that breaks its schema is told everything at once', async (t) => {
  const document = withHeader({ madeOn: '2026-02-30', number: undefined, remark: '周某乙' })
  const violations = [
    '/header/madeOn wrong-format',
    '/header/number missing',
    '/header/remark unknown',
  ]
  await refuse(t, [['three faults', pushed(document), { code: 'invalid-document', violations }]])
})

await test('a signature must be there, sound, trusted and not revoked', async (t) => {
  const document = bytesOf(exampleOf())
  const stranger = makeDemoAuthority('别的根', testYears, 'p256')
  const name = {
    commonName: court.unit.name,
    organizationName: court.unit.name,
    organizationIdentifier: code,
  }
  const keys = makeKeyPair('p256')
  const years = { notBefore: testYears.from, notAfter: testYears.to }
  const signer = (issuer: typeof stranger.holder, serial = '0badc0de') => ({
    ...court,
    signer: makeSigner({ name, keys, issuer, serial, ...years }),
  })
  const { pem } = makeRevocationList({
    issuer: testAuthority.holder,
    thisUpdate: testYears.from,
    nextUpdate: testYears.to,
    revoked: [{ serial: '0badc0de', at: instant(Date.now() - 86_400_000) }],
  })
  world.directory.register(byKafka(court.file, { crls: [pem] }))
  await refuse(t, [
    [
      'unsigned',
      bodyOf(document),
      { code: 'invalid-signature', violations: ['signature missing'] },
    ],
    [
      'over other bytes',
      bodyOf(document, signedBy(court, bytesOf(exampleOf()))),
      { code: 'invalid-signature', violations: ['signature digest-mismatch'] },
    ],
    [
      'another authority',
      bodyOf(document, signedBy(signer(stranger.holder), document)),
      { code: 'untrusted-certificate' },
    ],
    [
      'a revoked certificate',
      bodyOf(document, signedBy(signer(testAuthority.holder), document)),
      { code: 'revoked-certificate' },
    ],
  ])
  world.directory.register(byKafka(court.file))
})

await test('attachments are sent with the document or lie here already', async (t) => {
  const content = Buffer.from(`裁定书扫描件 ${randomUUID()}`)
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`
  const entry = { name: '裁定书.ofd', mediaType: 'application/ofd', size: content.length, digest }
  const listing = () => withHeader({ attachments: { attachment: [entry] } })
  const mismatch = (...violations: string[]): Expected => ({
    code: 'attachment-mismatch',
    violations,
  })
  await refuse(t, [
    ['missing', pushed(listing()), mismatch('/header/attachments/attachment/0 missing')],
    ['not listed', pushed(exampleOf(), court, [content]), mismatch('attachment/0 not-listed')],
  ])
  const headers = { 'xianjie-operator': 'op-1' }
  for (const [title, sent] of [
    ['sent', [content]],
    ['stored before', []],
  ] as const) {
    const correlation = `attachment ${title}`
    const value = pushed(listing(), court, sent)
    await world.produce(code, value, { ...headers, 'xianjie-correlation': correlation })
    t.equal((await world.outcome(code, correlation)).type, 'xianjie.document.receipted.v1', title)
  }
})

await test('an id that is used already is refused for other bytes', async (t) => {
  const document = exampleOf()
  const correlation = 'first'
  const headers = { 'xianjie-operator': 'op-1', 'xianjie-correlation': correlation }
  await world.produce(code, pushed(document), headers)
  const first = await world.outcome(code, correlation)
  t.match(first.body, { documentId: document.header.documentId })
  const changed = { ...document, body: { ...document.body, offence: '诈骗罪' } }
  const expected: Expected = { code: 'document-id-reused', violations: [] }
  await refuse(t, [['other bytes', pushed(changed), expected]])
  const reused = world.outcomes(code).filter(({ body }) => body.code === 'document-id-reused')
  t.same(
    reused.map(({ key }) => key),
    [document.header.documentId],
    'the outcome stands behind that of the first push',
  )
})

await test('no log line tells of a person; everything refused was refused without a fault', async (t) => {
  t.same(world.faults, [])
  t.equal(world.logged(), '')
  await running.stop()
  await world.close()
})
