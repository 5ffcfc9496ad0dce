import { createSealChecker } from '@xianjie/seal'
import { validateAgencyFile } from '@xianjie/validate'
import t from 'tap'
import { examine } from '../../services/intake/src/examine.ts'
import { Acceptor } from './accepted.ts'
import { equipProvince, packagesOf } from './packages.ts'
import { populationOf } from './population.ts'
import { described, seed } from './testing.ts'

const SUBJECTS = 12
const population = populationOf({ seed, subjects: SUBJECTS, cities: 1, countiesOfEach: 2 })
const agencies = await equipProvince(population.province)
const packages = [...packagesOf(population, agencies)]
const setup = { checkSeal: createSealChecker(), secret: new Uint8Array(32) }
t.comment(described(population, SUBJECTS))

const examined = ({ sheet, bytes, mediaType, signature }: (typeof packages)[number]) => {
  const { file } = agencies.get(sheet.by.code)!
  return examine({ document: bytes, mediaType, signature, now: sheet.at }, file, setup)
}

t.test('a package with other bytes than those that were signed is refused', async (t) => {
  const [first] = packages
  const bytes = Buffer.from(first!.bytes.toString().replace(first!.sheet.number, '另1号'))
  const refused = examined({ ...first!, bytes })
  t.match(refused, { ok: false, problem: { code: 'invalid-signature' } })
})

t.test('every package is examined and found good, in XML and in JSON', async (t) => {
  const refused = packages.map(examined).filter(({ ok }) => !ok)
  t.same(refused.slice(0, 2), [])
  const types = new Set(packages.map(({ mediaType }) => mediaType))
  t.same(types, new Set(['application/xml', 'application/json']))
})

t.test('what is signed says the same as what is accepted without a signature', async (t) => {
  const acceptor = new Acceptor(population)
  for (const one of packages) {
    const signed = examined(one)
    const { event } = await acceptor.accept(one)
    if (!signed.ok) return t.fail(`${one.sheet.type} was refused`)
    const { facts, references, recipients, minor } = signed.draft
    t.match(event, { facts, references, minor, number: one.sheet.number })
    t.same(
      event.recipients.map(({ code }) => code),
      recipients,
    )
  }
})

t.test('every unit has an agency file that a platform takes', async (t) => {
  for (const { file } of agencies.values()) t.ok(validateAgencyFile(file).ok, file.name)
})
