import { mayIssue } from '@xianjie/contracts'
import { documentSchema, entryOf } from '@xianjie/schemas'
import { readJson, validateDocument } from '@xianjie/validate'
import { readXml, toJson } from '@xianjie/xml'
import t from 'tap'
import { units } from '../workshop/units.ts'
import { stories } from './demo.ts'
import { idOf, type Paper, paperOf } from './paper.ts'
import type { DocumentRow, Story } from './story.ts'

type Written = { readonly story: Story; readonly row: DocumentRow; readonly paper: Paper }

const written: readonly Written[] = stories.flatMap((story) =>
  story.rows
    .filter((row) => row.is === 'document')
    .map((row) => ({ story, row, paper: paperOf(story, row) })),
)

t.test('a reference to a row that does not exist is refused', async (t) => {
  const [first] = written
  const references = [{ relation: 'based-on', key: 'nothing' }] as const
  t.throws(() => paperOf(first!.story, { ...first!.row, references }), RangeError)
})

/** Papers of the tables of law.md §7 by their rows, as the catalogue of §1 calls them. */
const TABLES: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  a: {
    1: 'A1',
    2: 'A2',
    3: 'A6',
    4: 'B1 B16',
    5: 'B13 B14 B15 B17',
    6: 'B21 B22',
    7: 'B24',
    8: 'B25',
    9: 'C1 C2',
    10: 'C21',
    11: 'C22',
    12: 'C21 C3',
    13: 'C16',
    14: 'C19',
    15: 'E1',
    17: 'E2 E3',
  },
  b: {
    1: 'A1',
    2: 'A6',
    3: 'B4',
    4: 'B3',
    5: 'B5 B16 B13 B14 B15 B17',
    6: 'B21 B22',
    7: 'B24',
    8: 'C21',
    9: 'C22',
    10: 'D19',
    11: 'D20 C24',
    12: 'C23',
    14: 'C25 C23',
    15: 'C41',
    16: 'D24',
    17: 'D25',
    18: 'E4 D16',
    19: 'D21',
  },
}

t.test('every paper of every row of law.md §7 is there, in its order', async (t) => {
  for (const { letter, rows } of stories) {
    const played: Record<number, string> = {}
    for (const row of rows) {
      if (row.is !== 'document') continue
      const paper = entryOf(row.type)!.row
      played[row.no] = played[row.no] === undefined ? paper : `${played[row.no]} ${paper}`
    }
    t.same(played, TABLES[letter], letter)
  }
})

t.test('every document of the demo is valid', async (t) => {
  for (const { story, row, paper } of written) {
    t.same(validateDocument(row.type, paper.document), [], `${story.letter} ${row.key}`)
  }
})

t.test('every document says the same in the bytes that are signed', async (t) => {
  for (const { story, row, paper } of written) {
    t.same(readBack(row, paper), paper.document, `${story.letter} ${row.key}`)
  }
})

t.test('some documents travel as XML and some as JSON', async (t) => {
  const types = new Set(written.map(({ paper }) => paper.mediaType))
  t.same(types, new Set(['application/xml', 'application/json']))
})

t.test('every issuer may issue what it issues', async (t) => {
  for (const { story, row } of written) {
    t.ok(mayIssue(entryOf(row.type)!, units[row.by]), `${story.letter} ${row.key}`)
  }
})

t.test('no two documents have one id or one number, and ids never change', async (t) => {
  const ids = written.map(({ paper }) => paper.document.header.documentId)
  const numbers = written.map(({ paper }) => paper.document.header.number)
  t.equal(new Set(ids).size, written.length)
  t.equal(new Set(numbers).size, written.length)
  t.equal(idOf(stories[0], 'judgment'), '6039fef2-98c7-5fbc-b3e9-7027f5003d64')
})

t.test(
  'rows stand in the order of their arrival, and no paper is older than it arrives',
  async (t) => {
    for (const { letter, rows } of stories) {
      const times = rows.map(({ at }) => Date.parse(at))
      t.same(
        times,
        times.toSorted((one, other) => one - other),
        letter,
      )
    }
    for (const { row, paper } of written) {
      t.ok(paper.document.header.madeOn <= row.at.slice(0, 10), row.key)
    }
  },
)

/** Attributes and elements of XML are text; the schema gives them back their types. */
function readBack(row: DocumentRow, { mediaType, bytes }: Paper): unknown {
  if (mediaType === 'application/json') {
    const json = readJson(bytes)
    return json.ok ? json.value : json.violations
  }
  const xml = readXml(bytes)
  return xml.ok ? toJson(xml.root, documentSchema(row.type)) : xml.violations
}
