import { documentSchema } from '@xianjie/schemas'
import t from 'tap'
import { readXml, toJson } from './index.ts'

const schema = documentSchema('ruling-parole')

/** JSON of a document with this content; the type's schema unless another is given. */
function json(content: string, by: object = schema): unknown {
  const start = '<LegalDocument xmlns="urn:xianjie:document:1" type="ruling-parole" version="1"'
  const read = readXml(new TextEncoder().encode(`${start}${content}</LegalDocument>`))
  return read.ok ? toJson(read.root, by) : read
}
const rest = { type: 'ruling-parole', version: 1 }
const header = (content: string) => json(`><Header>${content}</Header>`)
const body = (content: string) => json(`><Body>${content}</Body>`)

t.test('what the schema does not know stays, in camelCase, for the validator', async (t) => {
  t.same(json(' x="1"><Header/><NewPart a="2"><B>3</B><B/></NewPart>'), {
    ...rest,
    x: '1',
    header: {},
    newPart: { a: '2', b: ['3', ''] },
  })
})

t.test('a property in another place than its own is not taken for the property', async (t) => {
  t.same(json(' header="1"><Type>2</Type><header/>'), {
    ...rest,
    '@header': '1',
    '<Type>': '2',
    '<header>': '',
  })
  t.same(header('<Issuer name="a"><Code>b</Code></Issuer>'), {
    ...rest,
    header: { issuer: { '@name': 'a', '<Code>': 'b' } },
  })
})

t.test('an element twice where the schema has one becomes an array', async (t) => {
  t.same(header('<Title>a</Title><Title>b</Title><Title>c</Title>'), {
    ...rest,
    header: { title: ['a', 'b', 'c'] },
  })
})

t.test('text where the schema has an object, and children where it has text, stay', async (t) => {
  t.same(header('<Subject>a</Subject><Title><B/></Title><Number c="d">e</Number>'), {
    ...rest,
    header: { subject: { '#text': 'a' }, title: { b: '' }, number: { c: 'd', '#text': 'e' } },
  })
})

t.test('a number that is none stays text', async (t) => {
  const years = (text: string) =>
    (body(`<ServedTerm><Years>${text}</Years></ServedTerm>`) as { body: { servedTerm: object } })
      .body.servedTerm
  for (const text of ['', 'a', '1.5', '1e3', '0x10', '５', '9007199254740993', '1 2']) {
    t.same(years(text), { years: text })
  }
  t.strictSame(years(' \n+05 '), { years: 5 })
  t.strictSame(years('-1'), { years: -1 })
})

t.test('a value outside an enumeration stays, with its type', async (t) => {
  const reason = { properties: { reason: { enum: [1, 2, 3] } } }
  const of = (text: string) => json(`><Reason>${text}</Reason>`, reason)
  t.match(of('2'), { reason: 2 })
  t.match(of('5'), { reason: 5 })
  t.match(of('five'), { reason: 'five' })
})

t.test('true and false have two spellings each, and no third', async (t) => {
  const complex = (text: string) => body(`<Complex>${text}</Complex>`)
  t.same(complex(' true\n'), { ...rest, body: { complex: true } })
  t.same(complex('0'), { ...rest, body: { complex: false } })
  t.strictSame(complex('True'), { ...rest, body: { complex: 'True' } })
})

t.test('white space is collapsed around dates, ids and enumerations, kept in text', async (t) => {
  t.same(header('<Number> （1） 号\n</Number><MadeOn>\n 2026-02-10\n</MadeOn>'), {
    ...rest,
    header: { number: ' （1） 号\n', madeOn: '2026-02-10' },
  })
  t.same(body('<Outcome> granted </Outcome>'), { ...rest, body: { outcome: 'granted' } })
})

t.test('an empty container is an empty object, one agency an array of one', async (t) => {
  t.same(header('<References/><Copies>\n</Copies><Recipients><Agency code="1"/></Recipients>'), {
    ...rest,
    header: { references: {}, copies: {}, recipients: { agency: [{ code: '1' }] } },
  })
})

t.test('properties follow the order of the document', async (t) => {
  const read = header('<Title>a</Title><MadeOn>b</MadeOn><Number>c</Number>')
  t.equal(
    JSON.stringify(read),
    '{"type":"ruling-parole","version":1,"header":{"title":"a","madeOn":"b","number":"c"}}',
  )
})

t.test('names of Object.prototype become own properties and pollute nothing', async (t) => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']
  const read = header(names.map((name) => `<${name}><Polluted/></${name}>`).join(''))
  const own = (read as { readonly header: object }).header
  t.same(Object.keys(own), names)
  t.equal(Object.getPrototypeOf(own), Object.prototype)
  t.notOk('polluted' in {})
  t.same(Object.keys(json(' __proto__="1">') as object), ['type', 'version', '__proto__'])
})

t.test('a schema may contain itself', async (t) => {
  const node = { type: 'object', properties: { n: { type: 'integer' }, node: { $ref: '#' } } }
  t.match(json('><Node><N>1</N><Node><N>2</N></Node></Node>', node), {
    node: { n: 1, node: { n: 2 } },
  })
})

t.test('a schema that refers outside itself, to nothing or in a circle is a fault', async (t) => {
  for (const $ref of ['other.json#/a', '#/definitions/nothing', '#/properties/b']) {
    t.throws(() => json('>', { properties: { b: { $ref } } }), { code: 'ERR_ASSERTION' })
  }
})
