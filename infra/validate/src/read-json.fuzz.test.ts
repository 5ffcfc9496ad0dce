import fc from 'fast-check'
import { test } from 'tap'
import { readJson } from './read-json.ts'

const seed = Number(process.env.XIANJIE_SEED ?? Date.now() % 2 ** 31)
const RUNS = 2000
/** What a name may hold without an escape, and what could be mistaken for its end. */
const PLAIN = fc.constantFrom(...'ab:{}[], 中𠮷')

await test(`no bytes make the reader throw (seed ${seed})`, async (t) => {
  const text = fc.string({ unit: fc.constantFrom(...'{}[]",:\\ua0 1e\uFFFF\u0007中') })
  const property = fc.property(fc.oneof(fc.uint8Array(), text.map(Buffer.from)), (bytes) => {
    const answer = readJson(bytes)
    return answer.ok || answer.violations.length > 0
  })
  t.doesNotThrow(() => fc.assert(property, { seed, numRuns: RUNS }))
})

await test(`JSON with plain names is read as JSON.parse reads it (seed ${seed})`, async (t) => {
  const unit = fc.constantFrom(...'ab"\\:{}[], \n\t中𠮷')
  const values = [fc.string({ unit }), fc.integer()]
  const value = fc.object({ key: fc.string({ unit: PLAIN }), values })
  const property = fc.property(value, fc.nat(4), (sent, indent) => {
    const text = JSON.stringify(sent, undefined, indent)
    const answer = readJson(Buffer.from(text))
    return answer.ok && JSON.stringify(answer.value) === JSON.stringify(JSON.parse(text))
  })
  t.doesNotThrow(() => fc.assert(property, { seed, numRuns: RUNS }))
})

await test(`a name written twice is always found (seed ${seed})`, async (t) => {
  const name = fc.string({ unit: PLAIN })
  const property = fc.property(name, fc.array(name), (twice, others) => {
    const member = `${JSON.stringify(twice)}:{"x":0}`
    const between = others.map((other) => `${JSON.stringify(`_${other}`)} : 1`)
    const answer = readJson(Buffer.from(`{${[member, ...new Set(between), member].join()}}`))
    return !answer.ok && answer.violations.length === 1
  })
  t.doesNotThrow(() => fc.assert(property, { seed, numRuns: RUNS }))
})

await test(`a name in escapes is always found (seed ${seed})`, async (t) => {
  const unit = fc.constantFrom(...'ab"\\:\n\u0001')
  const property = fc.property(fc.string({ unit }), fc.string({ unit }), (name, value) => {
    const written = JSON.stringify(name)
    const answer = readJson(Buffer.from(`[{"b":${JSON.stringify(value)},${written} :0}]`))
    return !(answer.ok && written.includes('\\'))
  })
  t.doesNotThrow(() => fc.assert(property, { seed, numRuns: RUNS }))
})
