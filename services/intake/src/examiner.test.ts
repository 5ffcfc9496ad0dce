import { randomBytes } from 'node:crypto'
import { type Agency, type AgencyCode, instant } from '@xianjie/contracts'
import t from 'tap'
import { openExaminer } from './examiner.ts'

const agency = {
  code: '111399000000000515' as AgencyCode,
  kind: 'court',
  level: 'municipal',
  trustAnchors: [],
  intermediates: [],
  crls: [],
} as unknown as Agency
const input = {
  document: Buffer.from('no document'),
  mediaType: 'application/json',
  now: instant(0),
} as const

/** Is warm, and dies of the first examination that it is given. */
const mortal = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads'
    parentPort.postMessage([])
    parentPort.on('message', () => { throw new Error('worn out') })
  `)}`,
)

t.test('a thread that dies fails what it held, and another takes its place', async (t) => {
  const examiner = await openExaminer(randomBytes(32), mortal)
  t.teardown(() => examiner.close())
  await t.rejects(examiner.examine(input, { agency, revision: 0 }), { message: 'worn out' })
  await t.rejects(examiner.examine(input, { agency, revision: 0 }), { message: 'worn out' })
})

t.test('what cannot be read is refused', async (t) => {
  const examiner = await openExaminer(randomBytes(32))
  t.teardown(() => examiner.close())
  const examined = await examiner.examine(input, { agency, revision: 0 })
  t.match(examined, { ok: false, problem: { code: 'malformed' } })
})

t.test('after closing nothing is left running', async (t) => {
  const examiner = await openExaminer(randomBytes(32))
  const lost = examiner.examine(input, { agency, revision: 0 })
  await examiner.close()
  await t.rejects(lost)
})
