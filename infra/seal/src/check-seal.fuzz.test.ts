import { randomInt } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { test } from 'tap'
import { checked, intermediate, rsaKeys, said, sign, signer, signerOf } from '../testing/world.ts'
import { OID } from './oids.ts'

const seed = Number(process.env.FC_SEED ?? randomInt(2 ** 31))
const runs = 2_000
const tested = { seed, numRuns: runs }

const rsa = signerOf({ keys: rsaKeys })
const unsigned = [Buffer.from('300d06032a030431061304746573 74'.replace(' ', ''), 'hex')]
const certificates = (der: Buffer) => [der, intermediate.der]
const sealed = [
  sign(signer, { certificates: certificates(signer.der), deviations: { unsigned } }),
  sign(rsa, { certificates: certificates(rsa.der), deviations: { unsigned } }),
  sign(rsa, { certificates: certificates(rsa.der), padding: 'pss', deviations: { unsigned } }),
]

/** Octets that no signature covers and nothing depends on: the further certificate, the attribute. */
function isUnsigned(signature: Buffer, at: number): boolean {
  const parts = [intermediate.der, ...unsigned]
  return parts.some(
    (part) => at >= signature.indexOf(part) && at < signature.indexOf(part) + part.length,
  )
}

/** The last octet of rsaEncryption made that of sha256WithRSAEncryption, or back: the same meaning. */
function sameAlgorithm(signature: Buffer, mutated: Buffer): boolean {
  const [plain, combined] = [OID.rsaEncryption, OID.sha256WithRsa].map((id) =>
    Buffer.from(id, 'latin1'),
  )
  const at = signature.lastIndexOf(combined!)
  return at >= 0 && mutated.subarray(at, at + plain!.length).equals(plain!)
}

test(`no bytes make the checker throw or say yes (seed ${seed})`, async (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => said(checked(bytes)) !== 'ok'),
    tested,
  )
  t.pass(`${runs} runs`)
})

test('no octet of a signature can be changed, save those that mean nothing', async (t) => {
  let accepted = 0
  for (const signature of sealed) {
    t.equal(said(checked(signature)), 'ok')
    const before = checked(signature)
    for (let at = 0; at < signature.length; at += 1) {
      for (const change of [0x0a, 0xff]) {
        const mutated = Buffer.from(signature)
        mutated[at] = mutated[at]! ^ change
        const answer = checked(mutated)
        if (!answer.ok) continue
        accepted += 1
        const harmless = isUnsigned(signature, at) || sameAlgorithm(signature, mutated)
        if (!harmless) t.fail(`octet ${at} ^ ${change} of ${signature.toString('base64')}`)
        if (!isDeepStrictEqual(answer, before)) t.fail(`octet ${at} changes the verdict`)
      }
    }
  }
  t.ok(accepted > 0, `${accepted} changes in unsigned octets left the verdict as it was`)
})

test(`pieces cut out, doubled or swapped never make a signature throw (seed ${seed})`, async (t) => {
  const place = fc.nat({ max: 4_000 })
  fc.assert(
    fc.property(fc.constantFrom(...sealed), place, place, place, (signature, from, length, to) => {
      const start = from % signature.length
      const piece = signature.subarray(start, start + (length % 200))
      const at = to % signature.length
      const spliced = Buffer.concat([
        signature.subarray(0, at),
        piece,
        signature.subarray(at + (from % 2) * piece.length),
      ])
      return typeof said(checked(spliced)) === 'string'
    }),
    tested,
  )
  t.pass(`${runs} runs`)
})

test('the worst that fits into the size limit is answered in time', async (t) => {
  const nulls = Buffer.alloc(65_530)
  for (let at = 0; at < nulls.length; at += 2) nulls[at] = 0x05
  const shapes = [
    Buffer.concat([Buffer.from('3083', 'hex'), Buffer.from([0, 0xff, 0xfa]), nulls]),
    Buffer.alloc(65_536, 0x30),
    Buffer.alloc(65_536, Buffer.from('3080', 'hex')),
  ]
  for (const shape of shapes) {
    const from = performance.now()
    t.equal(said(checked(shape.subarray(0, 65_536))), 'invalid-signature: not-cms')
    const tookMs = performance.now() - from
    t.ok(tookMs < 250, `${tookMs.toFixed(1)} ms`)
  }
})
