import fc from 'fast-check'
import {
  ParseOption,
  XmlCData,
  XmlDocument,
  type XmlElement as XmlNode,
  XmlText,
} from 'libxml2-wasm'
import t from 'tap'
import { readXml, type XmlElement } from './index.ts'

const RUNS = 5_000

const sound = `<?xml version="1.0" encoding="UTF-8"?>
<x:LegalDocument xmlns:x="urn:xianjie:document:1" xmlns="urn:xianjie:document:1" type="a"><!-- c -->
  <Header><Number>（2026）&lt;号&#x9;</Number><Issuer code="1&amp;1" b='2'>云<![CDATA[<溪]]></Issuer>
  <x:Empty a="]"/></Header>
</x:LegalDocument>
`
const markup = [
  '<',
  '>',
  '/',
  '!',
  '?',
  '--',
  '<!--',
  '-->',
  '[',
  ']',
  ']]>',
  '<![CDATA[',
  '"',
  "'",
]
const names = [
  '=',
  ':',
  'x:',
  'xmlns:',
  'xmlns=""',
  'a="1"',
  'A',
  '0',
  '.',
  '_',
  '\u00B7',
  '__proto__',
]
const others = [
  '&',
  '&#',
  '&#x',
  '&lt;',
  '&#65;',
  ';',
  ' ',
  '\n',
  '\r',
  '\t',
  '云',
  '\u3000',
  '😀',
  '',
]
const tags = ['<A>', '</A>', '<A/>', '<?a?>', '<!DOCTYPE a>']

/** The sound text with one to three places deleted, overwritten or filled. */
const broken = fc
  .array(
    fc.record({
      at: fc.nat(sound.length - 1),
      drop: fc.nat(4),
      put: fc.constantFrom(...markup, ...names, ...others, ...tags),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((changes) =>
    changes.reduce(
      (text, { at, drop, put }) => text.slice(0, at) + put + text.slice(at + drop),
      sound,
    ),
  )

type Plain = { readonly name: string; readonly text: string; readonly children: readonly Plain[] }

function libxml(text: string): Plain | undefined {
  let document: XmlDocument
  try {
    document = XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_NONET })
  } catch {
    return undefined
  }
  const plain = plainNode(document.root)
  document.dispose()
  return plain
}

function plainNode(node: XmlNode): Plain {
  const children: Plain[] = []
  let text = ''
  for (let child = node.firstChild; child; child = child.next) {
    if (child instanceof XmlText || child instanceof XmlCData) text += child.content
    else if ('attrs' in child) children.push(plainNode(child as XmlNode))
  }
  return { name: node.name, text: children.length > 0 ? '' : text, children }
}

const plainElement = ({ name, text, children }: XmlElement): Plain => ({
  name,
  text,
  children: children.map(plainElement),
})

t.test('what libxml2 refuses is refused, and what is read reads the same', async (t) => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_000)
  t.comment(`SEED=${seed}`)
  let accepted = 0
  const agrees = fc.property(broken, (text) => {
    const read = readXml(new TextEncoder().encode(text))
    if (!read.ok) return true
    accepted += 1
    return JSON.stringify(plainElement(read.root)) === JSON.stringify(libxml(text))
  })
  fc.assert(agrees, { seed, numRuns: RUNS })
  t.ok(accepted > 0)
})
