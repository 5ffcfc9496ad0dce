import fc from 'fast-check'
import { test } from 'tap'
import { readJson } from './read-json.ts'

const seed = Number(process.env.XIANJIE_SEED ?? Date.now() % 2 ** 31)
const RUNS = 2000

await test(`no bytes make the reader throw (seed ${seed})`, async () => {
  const text = fc.string({ unit: fc.constantFrom(...'{}[]",:\\ua0 1e\uFFFF\u0007中') })
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), text.map(Buffer.from)), (bytes) => {
      const answer = readJson(bytes)
      return answer.ok || answer.violations.length > 0
    }),
    { seed, numRuns: RUNS },
  )
})

await test(`JSON without anything forbidden is read as JSON.parse reads it (seed ${seed})`, async () => {
  const unit = fc.constantFrom(...'ab"\\:{}[], \n\t中𠮷')
  const value = fc.object({ key: fc.string({ unit }), values: [fc.string({ unit }), fc.integer()] })
  fc.assert(
    fc.property(value, fc.nat(4), (sent, indent) => {
      const text = JSON.stringify(sent, undefined, indent)
      const answer = readJson(Buffer.from(text))
      return answer.ok && JSON.stringify(answer.value) === JSON.stringify(JSON.parse(text))
    }),
    { seed, numRuns: RUNS },
  )
})

await test(`a name written twice is always found (seed ${seed})`, async () => {
  const unit = fc.constantFrom(...'ab"\\:{}[], 中')
  fc.assert(
    fc.property(fc.string({ unit }), fc.array(fc.string({ unit })), (name, others) => {
      const member = `${JSON.stringify(name)}:{"x":0}`
      const between = others.map((other) => `${JSON.stringify(`_${other}`)} : 1`)
      const distinct = [...new Set(between)]
      const answer = readJson(Buffer.from(`{${[member, ...distinct, member].join()}}`))
      return !answer.ok && answer.violations.length === 1
    }),
    { seed, numRuns: RUNS },
  )
})
