import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { test } from 'tap'
import { asyncApiText, FEED_PAYLOADS, feedExample, feedSchema } from './feed-schema.ts'
import { pathOf } from './file.ts'

type Case = {
  readonly name: string
  /** JSON pointer → new value; null takes the member away. */
  readonly change: Readonly<Record<string, unknown>>
}
type Tree = { [name: string]: unknown }

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: false })

for (const payload of FEED_PAYLOADS) {
  await test(`${payload}: the example is valid, and each wrong one is wrong`, async (t) => {
    const valid = ajv.compile(feedSchema(payload))
    const cases = JSON.parse(
      readFileSync(pathOf('feed', payload, 'invalid.json'), 'utf8'),
    ) as readonly Case[]
    t.ok(cases.length >= 3)
    for (const { name, change } of cases) t.notOk(valid(changed(payload, change)), name)
    t.ok(valid(feedExample(payload)), ajv.errorsText(valid.errors))
  })

  await test(`${payload}: its schema takes no member that it does not list`, async (t) => {
    for (const object of objectsIn(feedSchema(payload))) {
      t.equal(object.additionalProperties, false, String(object.title))
    }
  })
}

await test('what a supervised document says of the document is what its notice says', async (t) => {
  const [document, supervised] = [feedSchema('document'), feedSchema('supervision-document')]
  const { reasons: _reasons, findings: _findings, ...shared } = supervised.properties ?? {}
  t.same(shared, document.properties)
  const { finding: _finding, ...definitions } = supervised.definitions ?? {}
  t.same(definitions, document.definitions)
})

await test('the AsyncAPI document holds together', async (t) => {
  const document = JSON.parse(asyncApiText()) as Tree
  const references = [...asyncApiText().matchAll(/"\$ref": "([^"]+)"/g)].map(([, ref]) => ref ?? '')
  t.ok(references.length > 20)
  for (const reference of references) t.ok(at(document, reference.slice(1)), reference)
  const { channels } = document as { channels: Record<string, { address: string }> }
  t.same(
    Object.values(channels).map(({ address }) => address),
    [
      ...['xianjie.documents.v1', 'xianjie.status.v1', 'xianjie.supervision.v1'],
      ...['xianjie.feed.{agency}.v1', 'xianjie.inbound.{agency}.v1'],
      'xianjie.outcome.{agency}.v1',
    ],
  )
})

function changed(payload: (typeof FEED_PAYLOADS)[number], change: Case['change']): unknown {
  const value = structuredClone(feedExample(payload))
  for (const [path, to] of Object.entries(change)) {
    const names = path.split('/').slice(1)
    const last = names.pop() ?? ''
    const parent = names.reduce((node, name) => node[name] as Tree, value as Tree)
    if (to === null) delete parent[last]
    else parent[last] = to
  }
  return value
}

function at(root: Tree, pointer: string): unknown {
  const names = pointer.split('/').slice(1)
  return names.reduce<unknown>((node, name) => (node as Tree | undefined)?.[name], root)
}

/** Every schema below that describes an object by its members. */
function objectsIn(node: unknown): readonly Tree[] {
  if (typeof node !== 'object' || node === null) return []
  const own = node as Tree
  const describes = [own.type].flat().includes('object') && own.properties !== undefined
  return [...(describes ? [own] : []), ...Object.values(own).flatMap(objectsIn)]
}
