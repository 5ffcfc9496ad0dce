import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { instant } from '@xianjie/contracts'
import { validateAgencyFile } from '@xianjie/validate'
import t from 'tap'
import { signAs } from '../workshop/agency-workshop.ts'
import { units } from '../workshop/units.ts'
import { openWorkshop, type Workshop } from './workshop.ts'

const WHEN = instant(Date.parse('2026-03-12T09:20:00+08:00'))
const UNITS = Object.keys(units).length

const foldersIn = (root: string) => ({
  folder: join(root, 'workshop'),
  agencies: join(root, 'agencies'),
})

const sign = (workshop: Workshop): Buffer =>
  Buffer.from(signAs(workshop.get('baiyangCourt')!, Buffer.from('文书'), WHEN))

t.test('keys are made once; another run signs identically', async (t) => {
  const wish = foldersIn(t.testdir())
  const made: string[] = []
  const onMaking = (name: string, left: number) => made.push(`${left} ${name}`)
  const first = await openWorkshop({ ...wish, onMaking })
  t.equal(made.length, UNITS + 1)
  t.equal(made[0], `${UNITS + 1} CA`)
  t.match(made.at(-1), /^1 /)
  const again = await openWorkshop({ ...wish, onMaking })
  t.equal(made.length, UNITS + 1, 'nothing is made again')
  t.same(sign(again), sign(first))
})

t.test('every unit gets an agency file that a platform takes, the same in every run', async (t) => {
  const wish = { ...foldersIn(t.testdir()), kind: 'p256' } as const
  const { agencies } = wish
  const textOf = () =>
    readdirSync(agencies).map((name) => readFileSync(join(agencies, name), 'utf8'))
  await openWorkshop(wish)
  const texts = textOf()
  t.equal(texts.length, UNITS)
  for (const text of texts) t.ok(validateAgencyFile(JSON.parse(text)).ok)
  await openWorkshop(wish)
  t.same(textOf(), texts)
})

t.test('an agency whose making was broken off is made anew', async (t) => {
  const wish = { ...foldersIn(t.testdir()), kind: 'p256' } as const
  await openWorkshop(wish)
  rmSync(join(wish.folder, 'linhe-court', 'agency.json'))
  const made: string[] = []
  await openWorkshop({ ...wish, onMaking: (name) => made.push(name) })
  t.same(made, ['临河区人民法院'])
})
