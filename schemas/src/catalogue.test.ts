import { join } from 'node:path'
import { test } from 'tap'
import { catalogue, entryOf, readCatalogue } from './catalogue.ts'
import { documentType } from './document-type.ts'

const entry = {
  slug: 'some-form',
  row: 'A1',
  order: 1,
  title: { zh: '文书', en: 'Form' },
  issuers: [{ kind: 'court', levels: ['county'] }],
  recipients: ['CC-x'],
  copies: ['PR-x'],
  basis: ['社区矫正法20'],
  effect: 'decide',
  kinds: ['parole'],
  clocks: { starts: ['T01'], stops: [] },
  relations: { answers: ['some-form'] },
}

await test('an entry that breaks a promise of the contract is named with its file', async (t) => {
  const broken: Readonly<Record<string, object>> = {
    slug: { slug: 'other-form' },
    row: { row: 'first' },
    order: { order: '1' },
    title: { title: { zh: '文书' } },
    issuers: { issuers: [{ kind: 'notary' }] },
    recipients: { recipients: ['everybody'] },
    basis: { basis: [] },
    effect: { effect: 'banish' },
    kinds: { kinds: ['exile'] },
    clocks: { clocks: { starts: ['48 hours'], stops: [] } },
    relations: { relations: { resembles: ['some-form'] } },
    answers: { relations: { answers: ['other-form'] } },
    remark: { remark: 'x' },
  }
  for (const [member, change] of Object.entries(broken)) {
    const text = JSON.stringify({ ...entry, ...change })
    const folder = t.testdir({ 'some-form': { 'entry.json': text } })
    const file = join(folder, 'some-form', 'entry.json')
    const thrown = messageOf(() => readCatalogue(folder))
    t.ok(thrown.startsWith(file) && thrown.includes(member), `${member}: ${thrown}`)
  }
})

await test('an entry that is no JSON is named with its file', async (t) => {
  const folder = t.testdir({ 'some-form': { 'entry.json': '{' } })
  t.match(
    messageOf(() => readCatalogue(folder)),
    'entry.json cannot be read',
  )
})

await test('two types cannot have one place in the order', async (t) => {
  const folder = t.testdir({
    'some-form': { 'entry.json': JSON.stringify(entry) },
    'other-form': { 'entry.json': JSON.stringify({ ...entry, slug: 'other-form' }) },
  })
  t.match(
    messageOf(() => readCatalogue(folder)),
    'order 1 is also that of',
  )
})

await test('a folder without an entry is no type, and entries come in their order', async (t) => {
  const folder = t.testdir({
    common: { 'fields.json': '{}' },
    'some-form': { 'entry.json': JSON.stringify({ ...entry, order: 2 }) },
    'other-form': {
      'entry.json': JSON.stringify({ ...entry, slug: 'other-form', nameUnverified: true }),
    },
  })
  t.same(
    readCatalogue(folder).map(({ slug }) => slug),
    ['other-form', 'some-form'],
  )
})

await test('the catalogue is found by slug and nothing else is', async (t) => {
  for (const slug of ['common', '../common', '__proto__', '']) t.equal(entryOf(slug), undefined)
  t.ok(catalogue.length > 0)
  for (const one of catalogue) t.equal(entryOf(one.slug), one)
})

await test('a document type is described as the outside contract says', async (t) => {
  t.throws(() => documentType('no-such-type'), RangeError)
  const described = documentType('ruling-parole')
  t.same(Object.keys(described), [
    'slug',
    'row',
    'title',
    'issuers',
    'recipients',
    'copies',
    'basis',
    'effect',
    'kinds',
    'clocks',
    'schema',
    'xsd',
    'examples',
  ])
  t.match(described.examples, { xml: /^<\?xml/, json: /^\{/ })
  t.equal(documentType('ruling-parole'), described)
})

function messageOf(act: () => unknown): string {
  try {
    act()
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
