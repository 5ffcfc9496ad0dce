import assert from 'node:assert/strict'
import { DOCUMENT_BYTES_MAX } from '@xianjie/contracts'
import t from 'tap'
import { readXml, type XmlElement } from './index.ts'

const NAMESPACE = 'urn:xianjie:document:1'
const root = (content: string, attributes = `xmlns="${NAMESPACE}"`) =>
  `<LegalDocument ${attributes}>${content}</LegalDocument>`
const bytes = (text: string) => new TextEncoder().encode(text)
const SECOND_MS = 1000

/** The English message of the one violation, '' where the text is read. */
function refusal(given: string | Uint8Array): string {
  const read = readXml(typeof given === 'string' ? bytes(given) : given)
  if (read.ok) return ''
  const [violation] = read.violations
  assert.equal(read.violations.length, 1)
  assert.match(violation!.message.zh, /\p{Script=Han}/u)
  assert.equal(`${violation!.code} at '${violation!.path}'`, "malformed at ''")
  return violation!.message.en
}

function read(text: string): XmlElement {
  const answer = readXml(bytes(text))
  if (!answer.ok) throw new Error(answer.violations[0]!.message.en)
  return answer.root
}

const refusals: readonly (readonly [title: string, text: string | Uint8Array, reason: RegExp])[] = [
  ['a DOCTYPE', `<!DOCTYPE LegalDocument>${root('')}`, /DOCTYPE.*line 1, column 1\)/],
  ['a DOCTYPE in small letters', `<!doctype LegalDocument>${root('')}`, /DOCTYPE/],
  ['a DOCTYPE without an end', `<!DOCTYPE a [${'<!ENTITY b "b">'.repeat(9)}`, /DOCTYPE/],
  ['an internal entity', `<!DOCTYPE a [<!ENTITY b "b">]>${root('&b;')}`, /DOCTYPE/],
  ['an external entity', `<!DOCTYPE a [<!ENTITY b SYSTEM "/b">]>${root('&b;')}`, /DOCTYPE/],
  ['a parameter entity', `<!DOCTYPE a [<!ENTITY % b SYSTEM "/b"> %b;]>${root('')}`, /DOCTYPE/],
  ['an external DTD', `<!DOCTYPE a SYSTEM "http://b.test/c">${root('')}`, /DOCTYPE/],
  ['an undefined entity', root('&nothing;'), /entities/],
  ['an entity of HTML', root('&nbsp;'), /entities/],
  ['an entity named like a property', root('&constructor;'), /entities/],
  ['a predefined entity in capitals', root('&AMP;'), /entities/],
  ['an undefined entity in an attribute', root('', 'a="&b;"'), /entities/],
  ['a character reference with a capital X', root('&#X41;'), /entities/],
  ['an ampersand that stands alone', root('a & b'), /well-formed/],
  ['a processing instruction', `<?b c?>${root('')}`, /Processing/],
  ['a processing instruction inside', root('<?b c?>'), /Processing/],
  ['a style sheet', `<?xml-stylesheet href="b"?>${root('')}`, /Processing/],
  ['a second declaration', root('<?xml version="1.0"?>'), /Processing/],
  ['a declaration behind white space', ` <?xml version="1.0"?>${root('')}`, /Processing/],
  ['a declaration without a version', `<?xml encoding="UTF-8"?>${root('')}`, /declaration/],
  ['XML 1.1', `<?xml version="1.1"?>${root('')}`, /declaration/],
  ['another encoding declared', `<?xml version="1.0" encoding="GB18030"?>${root('')}`, /UTF-8/],
  ['bytes that are not UTF-8', Uint8Array.of(...bytes(root('')), 0xff), /UTF-8/],
  ['a surrogate in UTF-8', Uint8Array.of(0x3c, 0xed, 0xa0, 0x80, 0x3e), /UTF-8/],
  ['UTF-16', Buffer.from(`\uFEFF${root('')}`, 'utf16le'), /UTF-8/],
  ['a second byte order mark', `\uFEFF\uFEFF${root('')}`, /well-formed/],
  ['a control character', root('\u0001'), /character/],
  ['a null character', root('\0'), /character/],
  ['a noncharacter', root('\uFFFE'), /character/],
  ['a control character by reference', root('&#1;'), /character/],
  ['a null character by reference', root('&#x0;'), /character/],
  ['a surrogate by reference', root('&#xD83D;&#xDE00;'), /character/],
  ['a reference beyond Unicode', root('&#x110000;'), /character/],
  ['a reference without digits', root('&#;'), /entities/],
  ['no bytes at all', '', /root/],
  ['white space only', ' \n', /root/],
  ['a comment only', '<!-- a -->', /root/],
  ['text only', 'a', /well-formed/],
  ['a truncated document', root('<Header>').slice(0, -9), /well-formed/],
  ['a truncated tag', '<LegalDocument xmlns="', /well-formed/],
  ['a truncated comment', root('<!-- a'), /well-formed/],
  ['a truncated CDATA section', root('<![CDATA[ a'), /well-formed/],
  ['tags that cross', root('<A><B></A></B>'), /well-formed/],
  ['two roots', root('') + root(''), /root/],
  ['text behind the root', `${root('')}a`, /well-formed/],
  ['CDATA behind the root', `${root('')}<![CDATA[]]>`, /well-formed/],
  ['an unknown entity behind the root', `${root('')}&b;`, /well-formed/],
  ['another root', `<Other xmlns="${NAMESPACE}"/>`, /root/],
  ['no namespace', '<LegalDocument/>', /namespace/],
  ['another namespace', '<LegalDocument xmlns="urn:xianjie:document:2"/>', /namespace/],
  ['a child in another namespace', root('<a:B xmlns:a="urn:a"/>'), /namespace/],
  ['a child without a namespace', root('<B xmlns=""/>'), /namespace/],
  ['an unbound prefix', root('<a:B/>'), /prefix/],
  ['an unbound prefix of an attribute', root('<B a:c="d"/>'), /prefix/],
  ['a prefix named like a property', root('<toString:B/>'), /prefix/],
  ['a prefix that is no longer in scope', root('<A xmlns:b="urn:b"/><A b:c=""/>'), /prefix/],
  ['a prefix undeclared', root('<A xmlns:b=""/>'), /prefix/],
  ['the prefix xmlns declared', root('<A xmlns:xmlns="urn:b"/>'), /prefix/],
  ['the prefix xml bound elsewhere', root('<A xmlns:xml="urn:b"/>'), /prefix/],
  ['a name of two colons', `<a:b:LegalDocument xmlns:a="${NAMESPACE}"/>`, /prefix/],
  ['a name that begins with a colon', root('<:B/>'), /prefix/],
  ['a local name that begins with a digit', root(`<a:1 xmlns:a="${NAMESPACE}"/>`), /prefix/],
  ['mixed content', root('a<B/>'), /beside.*line 1/],
  ['mixed content behind a child', root('<B/>a'), /beside/],
  ['mixed content as CDATA', root('<B/><![CDATA[a]]>'), /beside/],
  ['mixed content by reference', root('<B/>&#x3000;'), /beside/],
  ['an attribute twice', root('<B c="1" c="1"/>'), /twice/],
  ['__proto__ as an attribute twice', root('<B __proto__="1" __proto__="1"/>'), /twice/],
  ['an attribute twice by prefix', root('<B xmlns:a="u" xmlns:b="u" a:c="" b:c=""/>'), /twice/],
  ['a tag that begins with a space', root('< B/>'), /well-formed/],
  ['an end tag that begins with a space', root('<B></ B>'), /well-formed/],
  ['CDATA in small letters', root('<![cdata[a]]>'), /well-formed/],
  ['< in an attribute', root('<B c="<"/>'), /well-formed/],
  ['the end of CDATA in text', root('a]]>b'), /well-formed/],
  ['two hyphens in a comment', root('<!-- a -- b -->'), /well-formed/],
  ['an attribute without quotes', root('<B c=d/>'), /well-formed/],
  ['an attribute without a value', root('<B c/>'), /well-formed/],
  ['attributes without a space between', root('<B c="1"d="2"/>'), /well-formed/],
  ['an element declaration', root('<!ELEMENT a ANY>'), /well-formed/],
]
for (const [title, text, reason] of refusals) {
  t.test(`refused: ${title}`, async (t) => {
    t.match(refusal(text), reason)
  })
}

const floods: readonly (readonly [title: string, text: () => string, reason: RegExp])[] = [
  ['a billion laughs', billionLaughs, /DOCTYPE/],
  ['10,000 levels', () => '<a>'.repeat(10_000), /namespace/],
  ['10,000 levels of the namespace', () => root('<a>'.repeat(10_000)), /levels/],
  ['100,000 siblings', () => root('<a/>'.repeat(100_000)), /20000 elements/],
  [
    '50,000 attributes',
    () =>
      root(
        '',
        many(50_000, (n) => `a${n}=""`),
      ),
    /32 attributes/,
  ],
  [
    '50,000 namespaces',
    () =>
      root(
        '',
        many(50_000, (n) => `xmlns:a${n}="u"`),
      ),
    /32 attributes/,
  ],
  [
    '50,000 times the same attribute',
    () =>
      root(
        '',
        many(50_000, () => 'a=""'),
      ),
    /twice/,
  ],
  ['200,000 end tags that match nothing', () => `<a>${'</b>'.repeat(200_000)}`, /namespace/],
  ['an unclosed declaration of 1 MB', () => `<!${'a'.repeat(1_000_000)}`, /well-formed/],
  ['100,000 beginnings of CDATA', () => root('<![CDATA['.repeat(100_000)), /well-formed/],
  ['200,000 beginnings of comments', () => root('<!--'.repeat(200_000)), /well-formed/],
  ['500,000 beginnings of tags', () => root('<a'.repeat(500_000)), /well-formed/],
  ['500,000 quotes in a tag', () => root(`<a ${'""'.repeat(500_000)}`), /well-formed/],
  ['an entity name of 1 MB', () => root(`&${'a'.repeat(1_000_000)};`), /entities/],
  ['one byte too many', () => root('a'.repeat(DOCUMENT_BYTES_MAX)), /1048576 bytes/],
]
for (const [title, text, reason] of floods) {
  t.test(`refused within a second: ${title}`, async (t) => {
    const given = bytes(text())
    const start = performance.now()
    t.match(refusal(given), reason)
    t.ok(performance.now() - start < SECOND_MS)
  })
}

function billionLaughs(): string {
  const entities = many(10, (n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`)
  return `<!DOCTYPE a [<!ENTITY l0 "lol">${entities}]>${root('&l10;')}`
}
function many(count: number, part: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => part(n)).join(' ')
}

t.test('100,000 comments between as many spaces are read within a second', async (t) => {
  const start = performance.now()
  t.equal(refusal(root('<!--a--> '.repeat(100_000))), '')
  t.ok(performance.now() - start < SECOND_MS)
})

t.test('the largest permitted numbers are read', async (t) => {
  t.equal(refusal(root('<a/>'.repeat(19_999))), '')
  t.equal(refusal(root(`${'<a>'.repeat(31)}${'</a>'.repeat(31)}`)), '')
  t.equal(refusal(root('', `xmlns="${NAMESPACE}" ${many(31, (n) => `a${n}=""`)}`)), '')
})

t.test('the place of a fault is told by line and column', async (t) => {
  t.match(refusal(root('\n\n  <A></B>')), /line 3, column 9\)$/)
})

t.test('type is read from the root, and is empty where it is missing', async (t) => {
  t.match(readXml(bytes(root('', `xmlns="${NAMESPACE}" type=" a "`))), { ok: true, type: 'a' })
  t.match(readXml(bytes(root(''))), { ok: true, type: '' })
})

t.test('one byte order mark and a declaration are accepted', async (t) => {
  const declaration = `<?xml version='1.0' encoding="utf-8" standalone="yes" ?>`
  t.equal(refusal(`\uFEFF${declaration}\n<!-- a -->${root('')}\n<!-- b -->\n`), '')
})

t.test('a prefixed document reads like one without prefixes', async (t) => {
  const prefixed = `<x:LegalDocument xmlns:x="${NAMESPACE}"><x:A>b</x:A></x:LegalDocument>`
  t.same(read(prefixed), read(root('<A>b</A>')))
  t.same(read(root(`<x:A xmlns:x="${NAMESPACE}">b</x:A>`)), read(prefixed))
})

t.test('schema locations and namespace declarations are left out', async (t) => {
  const xsi = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
  const { attributes } = read(
    root('', `xmlns="${NAMESPACE}" ${xsi} i:schemaLocation="a b" i:nil="1"`),
  )
  t.same(attributes, [['i:nil', '1']])
})

t.test('text, CDATA, references and line ends make one text; comments none', async (t) => {
  const { text } = read(root('a\r\n&lt;&#x4E00;<!-- b --><![CDATA[<&amp;]]>&#13;&#128512;\r'))
  t.equal(text, 'a\n<一<&amp;\r😀\n')
})

t.test('white space is kept beside attributes, and left out beside children', async (t) => {
  const [a, b] = read(root('\n  <A c=""> </A>\n  <B>\u3000</B>\n')).children
  t.match([a, b], [{ text: ' ' }, { text: '\u3000' }])
  t.equal(read(root('\n  <A/>\n')).text, '')
})

t.test('literal white space in an attribute becomes a space, a reference does not', async (t) => {
  const [child] = read(root('<A b="1\n2\t3\r\n4&#10;5&#9;6&#13;7]]>"/>')).children
  t.same(child?.attributes, [['b', '1 2 3 4\n5\t6\r7]]>']])
})

t.test('children and attributes keep their order', async (t) => {
  const { children } = read(root('<B/><A/><B z="" a=""/>'))
  t.same(
    children.map(({ name }) => name),
    ['B', 'A', 'B'],
  )
  t.same(children[2]?.attributes, [
    ['z', ''],
    ['a', ''],
  ])
})

t.test('names of Object.prototype are names like any other', async (t) => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'cdata', '_']
  const attributes = names.map((name) => `${name}="1"`).join(' ')
  const { children } = read(root(names.map((name) => `<${name} ${attributes}/>`).join('')))
  t.same(
    children.map(({ name }) => name),
    names,
  )
  for (const child of children) t.same(Object.keys(Object.fromEntries(child.attributes)), names)
  t.equal(Object.hasOwn(Object.prototype, '1'), false)
})
