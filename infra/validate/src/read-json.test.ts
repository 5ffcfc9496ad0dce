import { test } from 'tap'
import { JSON_DEPTH_MAX, JSON_MEMBERS_MAX, readJson } from './read-json.ts'
import { VIOLATIONS_MAX } from './violations.ts'

const read = (text: string) => readJson(Buffer.from(text))
const pathsOf = (text: string): readonly string[] => {
  const answer = read(text)
  return answer.ok ? [] : answer.violations.map(({ path }) => path)
}

await test('bytes that are not UTF-8 are refused', async (t) => {
  const broken = [
    [0x22, 0xff, 0x22],
    [0x22, 0xc0, 0x80, 0x22],
    [0x22, 0xed, 0xa0, 0x80, 0x22],
    [0xe4],
  ]
  for (const bytes of broken) {
    t.match(readJson(Uint8Array.from(bytes)), {
      ok: false,
      violations: [{ path: '', code: 'malformed', message: { en: /UTF-8/ } }],
    })
  }
  t.match(readJson(Buffer.from('{}', 'utf16le')), { ok: false })
})

await test('a byte order mark is refused', async (t) => {
  t.match(read('\uFEFF{}'), { ok: false, violations: [{ message: { en: /byte order mark/ } }] })
})

await test('a text that is not JSON is refused with its place but never repeated', async (t) => {
  const secret = '{"name": "周某乙", }'
  const answer = read(secret)
  t.match(answer, { ok: false, violations: [{ path: '', code: 'malformed' }] })
  t.notMatch(JSON.stringify(answer), '周某乙')
  t.match(read('{"a": 1,\n  b}'), { violations: [{ message: { en: /line 2, column 3/ } }] })
  const others = ['', ' ', '{', '{"a":1}}', "{'a':1}", '[1,]', 'NaN', '01', '"\t"', '{"a":1}//x']
  for (const text of others) t.match(read(text), { ok: false }, JSON.stringify(text))
})

await test('a name that stands twice in an object is refused with its path', async (t) => {
  t.same(pathsOf('{"a":1,"a":1}'), ['/a'])
  t.match(read('{"a":1,"\\u0061":2}'), { violations: [{ message: { en: /only once/ } }] })
  t.same(pathsOf('{"b":[{"c":1},{"c":[{}, {"d":"}","x/y":0,"d" \n\t: 2}]}]}'), ['/b/1/c/1/d'])
  t.same(pathsOf('{"a":{"b":1},"c":{"b":1,"b":2},"a":3}'), ['/c/b', '/a'])
})

await test('a name in escapes is refused, for it may be read as another', async (t) => {
  t.same(pathsOf('{"a\\"":1}'), ['/a"'])
  t.same(pathsOf('{"b":[{"\\u0061" : {}}]}'), ['/b/0/a'])
  // After the first text, V8 13.6 reads the name of the second as a backslash.
  JSON.parse('{"h":[],"\\\\":0}')
  t.same(pathsOf('{"h":1,"\\"":2}'), ['/"'])
  t.same(pathsOf('{"\\"":{"x":0},"\\"":{"x":0}}'), ['/"', '/"'])
})

await test('what only looks like a repeated name is accepted', async (t) => {
  const texts = [
    '{"a":"\\"a\\": 1","b":"x\\\\"}',
    '{"a":{"a":{"a":1}}}',
    '[{"a":1},{"a":1}]',
    '{"a":"\\\\","b":"\\\\\\":"}',
    '{"" : ":", "x":["a","a",":"]}',
  ]
  for (const text of texts) t.same(read(text), { ok: true, value: JSON.parse(text) })
})

await test('names that reach a prototype are refused', async (t) => {
  t.same(pathsOf('{"__proto__":{"admin":true}}'), ['/__proto__'])
  t.same(pathsOf('{"a":[{"constructor":1,"prototype":2}]}'), ['/a/0/constructor', '/a/0/prototype'])
  t.equal(Object.hasOwn(Object.prototype, 'admin'), false)
})

await test('characters that XML cannot carry are refused where they stand', async (t) => {
  t.same(pathsOf('{"a":"\\ud800"}'), ['/a'])
  t.same(pathsOf('{"a":["x","\\udc00\\ud800"]}'), ['/a/1'])
  for (const written of ['\\u0000', '\\b', '\\f', '\\u001f', '\\uFFFE', '\\uffff', '\uFFFF']) {
    t.same(pathsOf(`{"a":"x${written}"}`), ['/a'], written)
    t.same(pathsOf(`{"x${written}":1}`), [''], written)
  }
  const fine = '{"a":"\\t\\n\\r\\u4e2d\\ud83d\\ude00 \\\\u0000 𠮷\u0085"}'
  t.same(read(fine), { ok: true, value: JSON.parse(fine) })
})

await test('nesting has a limit, and far beyond it nothing breaks', async (t) => {
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
  t.match(read(nested(JSON_DEPTH_MAX + 1)), {
    ok: false,
    violations: [{ message: { en: /deeper than 32/ } }],
  })
  t.match(read(nested(500_000)), { ok: false })
  t.match(read('{"a":'.repeat(100_000)), { ok: false })
  t.match(read(nested(JSON_DEPTH_MAX)), { ok: true })
})

await test('the number of members has a limit', async (t) => {
  const list = (length: number) => `[${Array.from({ length }, () => 1).join()}]`
  t.match(read(list(JSON_MEMBERS_MAX + 1)), { ok: false, violations: [{ path: '' }] })
  t.match(read(list(JSON_MEMBERS_MAX)), { ok: true })
})

await test('the answer stays small whatever is sent', async (t) => {
  const names = Array.from({ length: 5000 }, () => '"a":1').join()
  const wrong = Array.from({ length: 5000 }, () => '"\\u0000"').join()
  t.equal(pathsOf(`{${names}}`).length, VIOLATIONS_MAX)
  t.equal(pathsOf(`[${wrong}]`).length, VIOLATIONS_MAX)
  const long = `{"${'x'.repeat(500_000)}":"\\u0000"}`
  t.ok(JSON.stringify(read(long)).length < 1000)
})

await test('sound JSON is read as it stands, in any view of a buffer', async (t) => {
  const value = { 姓名: '周某乙', list: [1, -0.5, true, null, ''], empty: {} }
  const bytes = Buffer.from(`xx${JSON.stringify(value)}`).subarray(2)
  t.same(readJson(bytes), { ok: true, value })
})
