/** Documents that a reader could be hurt by, each with a sound signature over its bytes. */
import { createHash } from 'node:crypto'
import { documentExamples } from '@xianjie/schemas'
import { test } from 'tap'
import { logsNobody, openScenario, type Refusal } from '../testing/scenario.ts'
import { exampleOf } from '../testing/test-platform.ts'

const scenario = await openScenario({ agencies: ['yunxiCourt', 'baiyangCourt'] })
const { refused, submission } = scenario
const by = 'yunxiCourt'
const LEVELS = 10_000

const xml = documentExamples('ruling-parole').xml
const json = documentExamples('ruling-parole').json
const TYPE = { mediaType: 'application/xml' }
const NAME = '周某乙'

/** The example with a document type declaration; `use` stands where the person's name stood. */
const declared = (declaration: string, use = NAME) =>
  xml.replace('?>', `?>\n${declaration}`).replace(NAME, use)

const laughs = () => {
  const names = Array.from({ length: 10 }, (_, at) => `lol${at}`)
  const entities = names.map((name, at) =>
    at === 0
      ? `<!ENTITY ${name} "哈哈哈">`
      : `<!ENTITY ${name} "${`&${names[at - 1]};`.repeat(10)}">`,
  )
  return declared(`<!DOCTYPE LegalDocument [${entities.join('')}]>`, '&lol9;')
}

await test('XML that is more, or less, than a document', async (t) => {
  const declaration = xml.slice(0, xml.indexOf('?>') + 2)
  const nested = `${'<Body>'.repeat(LEVELS)}${'</Body>'.repeat(LEVELS)}`
  const cases: Readonly<Record<string, string | Buffer>> = {
    'a bare DTD': declared('<!DOCTYPE LegalDocument>'),
    'a DTD from elsewhere': declared('<!DOCTYPE LegalDocument SYSTEM "http://127.0.0.1:9/x.dtd">'),
    'a DTD in lower case': declared('<!doctype LegalDocument>'),
    'an internal entity': declared('<!DOCTYPE d [<!ENTITY n "周某乙">]>', '&n;'),
    'an external entity': declared('<!DOCTYPE d [<!ENTITY n SYSTEM "file:///etc/passwd">]>', '&n;'),
    'a parameter entity': declared('<!DOCTYPE d [<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;]>'),
    'a billion laughs': laughs(),
    'an entity that nobody declared': xml.replace(NAME, '&xxe;'),
    'an HTML entity': xml.replace(NAME, '周某乙&nbsp;'),
    'a reference to no character': xml.replace(NAME, '周某乙&#0;'),
    'a reference to half a character': xml.replace(NAME, '周某乙&#xD800;'),
    '10,000 levels': xml.replace(/<Body>[\s\S]*<\/Body>/, nested),
    '10,000 levels that never close': `${declaration}${'<a>'.repeat(LEVELS)}`,
    '200,000 elements': xml.replace('<Offence>', `${'<x/>'.repeat(200_000)}<Offence>`),
    '1,000 attributes': xml.replace(
      '<Outcome>',
      `<Outcome ${Array.from({ length: 1_000 }, (_, at) => `a${at}="1"`).join(' ')}>`,
    ),
    'a tag of 100,000 attributes': xml.replace('<Outcome', `<Outcome ${'a="" '.repeat(100_000)}`),
    'a tag that never ends': `${declaration}<a ${'b="" '.repeat(100_000)}`,
    '100,000 comments that never end': `${declaration}${'<!--'.repeat(100_000)}`,
    'a repeated attribute': xml.replace('version="1"', 'version="1" version="1"'),
    'a truncated document': xml.slice(0, xml.indexOf('</Header>')),
    'two roots': `${xml}${xml.slice(declaration.length)}`,
    'text behind the root': `${xml}周某乙`,
    'a processing instruction': declared('<?xml-stylesheet href="http://127.0.0.1:9/"?>'),
    'XML 1.1': xml.replace('version="1.0"', 'version="1.1"'),
    'UTF-16 in name': xml.replace('UTF-8', 'UTF-16'),
    'UTF-16 in fact': Buffer.from(`\uFEFF${xml}`, 'utf16le'),
    'a NUL': xml.replace(NAME, '周\0乙'),
    'another namespace': xml.replace('urn:xianjie:document:1', 'urn:example:other'),
    'no namespace': xml.replace(' xmlns="urn:xianjie:document:1"', ''),
    'an unbound prefix': xml.replaceAll('Header>', 'x:Header>'),
    'another root': xml.replaceAll('LegalDocument', 'Document'),
    HTML: '<!DOCTYPE html><html><body>周某乙</body></html>',
    'no XML': '周某乙',
    'nothing but white space': ' \n',
  }
  for (const [title, document] of Object.entries(cases)) {
    const request = submission(by, document, TYPE)
    await refused(t, title, request, { code: 'malformed', violations: [' malformed'] })
  }
})

await test('JSON that readers would not agree on', async (t) => {
  const nested = `${'['.repeat(LEVELS)}${']'.repeat(LEVELS)}`
  const at = (path: string): Refusal => ({ code: 'malformed', violations: [`${path} malformed`] })
  const cases: readonly (readonly [string, string | Buffer, Refusal])[] = [
    [
      'a repeated name',
      json.replace('"name":', '"name": "林某甲", "name":'),
      at('/header/issuer/name'),
    ],
    [
      'a repeated document id',
      json.replace('"documentId":', '"documentId": "x", "documentId":'),
      at('/header/documentId'),
    ],
    ['a name in escapes', json.replace('"sex"', '"s\\u0065x"'), at('/header/subject/sex')],
    [
      '__proto__',
      json.replace('"body": {', '"body": { "__proto__": { "outcome": "granted" },'),
      at('/body/__proto__'),
    ],
    [
      'constructor',
      json.replace('"body": {', '"body": { "constructor": { "prototype": {} },'),
      { code: 'malformed' },
    ],
    ['a lone surrogate', json.replace(NAME, '周\\uD800乙'), at('/header/subject/name')],
    [
      'a surrogate the wrong way round',
      json.replace(NAME, '\\uDC00\\uD800'),
      at('/header/subject/name'),
    ],
    [
      'a lone surrogate in bytes',
      Buffer.from(json.replace(NAME, '#')).map((byte) => (byte === 0x23 ? 0xed : byte)) as Buffer,
      at(''),
    ],
    ['a control character', json.replace(NAME, '周\\u0000乙'), at('/header/subject/name')],
    ['10,000 levels', json.replace('"盗窃罪"', nested), { code: 'malformed' }],
    ['10,000 levels that never close', '['.repeat(LEVELS), at('')],
    ['100,000 items', json.replace('"盗窃罪"', `[${'0,'.repeat(99_999)}0]`), at('')],
    ['a byte order mark', `\uFEFF${json}`, at('')],
    ['a truncated document', json.slice(0, -20), at('')],
    ['a comment', json.replace('{', '{ /* 周某乙 */'), at('')],
    ['a comma too many', json.replace(/\}\s*$/, ',}'), at('')],
    ['a second document behind it', `${json}${json}`, at('')],
    ['NaN', json.replace('20000', 'NaN'), at('')],
    ['XML', xml, at('')],
  ]
  for (const [title, document, refusal] of cases) {
    await refused(t, title, submission(by, document), refusal)
  }
})

await test('JSON that is no document', async (t) => {
  const unknown: Refusal = { code: 'invalid-document', violations: ['/type not-allowed'] }
  const typed = (type: unknown) => ({ ...exampleOf('ruling-parole'), type })
  const cases: Readonly<Record<string, string | object>> = {
    null: 'null',
    'a list': '[]',
    'a number': '7',
    'a text': '"周某乙"',
    true: 'true',
    'an empty object': '{}',
    'no type': typed(undefined),
    'a type that is not in the catalogue': typed('ruling-pardon'),
    'a type in capitals': typed('Ruling-Parole'),
    'a type with a path': typed('../ruling-parole'),
    'a type that every object has': typed('toString'),
    'a type that is a list': typed(['ruling-parole']),
    'a type that is an object': typed({ toString: null, valueOf: null }),
    'a type that is a number': typed(1e308),
  }
  for (const [title, document] of Object.entries(cases)) {
    await refused(t, title, submission(by, document), unknown)
  }
})

type Change = (document: ReturnType<typeof exampleOf>) => void

await test('fields that look right and are not', async (t) => {
  const cases: readonly (readonly [string, Change, string])[] = [
    [
      '30 February',
      ({ header }) => {
        header.madeOn = '2026-02-30'
      },
      '/header/madeOn wrong-format',
    ],
    [
      '29 February of a common year',
      ({ header }) => {
        header.effectiveOn = '2026-02-29'
      },
      '/header/effectiveOn wrong-format',
    ],
    [
      'day 00',
      ({ body }) => {
        body.periodTo = '2027-12-00'
      },
      '/body/periodTo wrong-format',
    ],
    [
      'a date with a time',
      ({ header }) => {
        header.madeOn = '2026-02-10T00:00:00Z'
      },
      '/header/madeOn wrong-format',
    ],
    [
      'a date in full-width digits',
      ({ header }) => {
        header.madeOn = '２０２６-02-10'
      },
      '/header/madeOn wrong-format',
    ],
    [
      'a date with a line feed',
      ({ header }) => {
        header.madeOn = '2026-02-10\n'
      },
      '/header/madeOn wrong-format',
    ],
    [
      'a wrong check digit',
      ({ header }) => {
        header.subject.idNumber = '139921198807090138'
      },
      '/header/subject/idNumber wrong-format',
    ],
    [
      'a birth date that does not exist',
      ({ header }) => {
        header.subject.idNumber = '139921198802300137'
      },
      '/header/subject/idNumber wrong-format',
    ],
    [
      'a lower-case check character',
      ({ header }) => {
        header.subject.idNumber = '13992119880709013x'
      },
      '/header/subject/idNumber wrong-format',
    ],
    [
      'a number instead of text',
      ({ header }) => {
        header.subject.idNumber = 1399211988070901
      },
      '/header/subject/idNumber wrong-type',
    ],
    [
      'a document id in capitals',
      ({ header }) => {
        header.documentId = header.documentId.toUpperCase()
      },
      '/header/documentId wrong-format',
    ],
    [
      'a document id that is a path',
      ({ header }) => {
        header.documentId = '../../etc/passwd'
      },
      '/header/documentId wrong-format',
    ],
    [
      'a recipient’s code with a wrong check character',
      ({ header }) => {
        header.recipients.agency[0].code = '11139900000000086Q'
      },
      '/header/recipients/agency/0/code wrong-format',
    ],
    [
      'no issuer',
      ({ header }) => {
        delete header.issuer
      },
      '/header/issuer missing',
    ],
    [
      'an issuer without a code',
      ({ header }) => {
        delete header.issuer.code
      },
      '/header/issuer/code missing',
    ],
    [
      'an issuer that is a list',
      ({ header }) => {
        header.issuer.code = [header.issuer.code]
      },
      '/header/issuer/code wrong-type',
    ],
    [
      'no header',
      (document) => {
        delete document.header
      },
      '/header missing',
    ],
    [
      'no body',
      (document) => {
        delete document.body
      },
      '/body missing',
    ],
    [
      'a body that is a list',
      (document) => {
        document.body = []
      },
      '/body wrong-type',
    ],
    [
      'version 2',
      (document) => {
        document.version = 2
      },
      '/version not-allowed',
    ],
    [
      'an empty name',
      ({ header }) => {
        header.subject.name = ''
      },
      '/header/subject/name too-short',
    ],
    [
      'an unknown member named like a method',
      ({ body }) => {
        body.toString = 'x'
      },
      '/body/toString unknown',
    ],
    [
      'a fine beyond all numbers',
      ({ body }) => {
        body.sentence.fine = 1e300
      },
      '/body/sentence/fine too-large',
    ],
  ]
  for (const [title, change, violation] of cases) {
    const document = exampleOf('ruling-parole')
    change(document)
    const refusal: Refusal = { code: 'invalid-document', violations: [violation] }
    await refused(t, title, submission(by, document), refusal)
  }
})

await test('the same faults in XML', async (t) => {
  const cases: readonly (readonly [string, string, ...string[]])[] = [
    ['30 February', xml.replace('2026-02-10', '2026-02-30'), '/header/madeOn wrong-format'],
    [
      'a wrong check digit',
      xml.replace('090137', '090138'),
      '/header/subject/idNumber wrong-format',
    ],
    [
      'an unknown element',
      xml.replace('<Offence>', '<Remark>周某乙</Remark><Offence>'),
      '/body/remark unknown',
    ],
    [
      'an unknown attribute',
      xml.replace('<Offence>', '<Offence kind="1">'),
      '/body/offence wrong-type',
    ],
    [
      'an element twice',
      xml.replace('<Sex>male</Sex>', '<Sex>male</Sex><Sex>female</Sex>'),
      '/header/subject/sex not-allowed',
      '/header/subject/sex wrong-type',
    ],
    ['no type', xml.replace(' type="ruling-parole"', ''), '/type not-allowed'],
    ['no header', xml.replace(/<Header>[\s\S]*<\/Header>/, ''), '/header missing'],
    ['no issuer', xml.replace(/<Issuer.*<\/Issuer>/, ''), '/header/issuer missing'],
  ]
  for (const [title, document, ...violations] of cases) {
    const refusal: Refusal = { code: 'invalid-document', violations }
    await refused(t, title, submission(by, document, TYPE), refusal)
  }
})

await test('the limits themselves: 1 MiB is read, one byte more is not', async (t) => {
  const MEBIBYTE = 1_048_576
  const document = JSON.stringify(exampleOf('ruling-parole'))
  const padded = (bytes: number) => document + ' '.repeat(bytes - Buffer.byteLength(document))
  const refusal: Refusal = { code: 'too-large', violations: [] }
  await refused(t, '1 MiB and a byte', submission(by, padded(MEBIBYTE + 1)), refusal)
  const { status, body } = await scenario.ask(submission(by, padded(MEBIBYTE)))
  t.equal(status, 201, JSON.stringify(body))
})

await test('an attachment of 11 MiB fits a JSON body', async (t) => {
  const content = Buffer.alloc(11 * 1_048_576, 0xfe)
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`
  const document = exampleOf('ruling-parole')
  const size = content.length
  document.header.attachments = {
    attachment: [{ name: '裁定书.ofd', mediaType: 'application/ofd', size, digest }],
  }
  const cut = submission(by, document, { attachments: [content] })
  const payload = String(cut.payload).replace('/v7+', '/v7=')
  const violations = ['/attachments/0/content wrong-format']
  await refused(t, 'with a flaw', { ...cut, payload }, { code: 'malformed', violations })
  const { status, body } = await scenario.ask(cut)
  t.equal(status, 201, JSON.stringify(body))
})

await test('what was refused a hundred times is accepted once it is right', async (t) => {
  for (const [mediaType, example] of [
    ['application/xml', xml],
    ['application/json', json],
  ] as const) {
    const id = exampleOf('ruling-parole').header.documentId
    const document = example.replace('0f8b7c3e-6c1d-4f0e-9a59-3a1f2f3b6d11', id)
    const { status, body } = await scenario.ask(submission(by, document, { mediaType }))
    t.equal(status, 201, JSON.stringify(body))
  }
})

await logsNobody(scenario)
