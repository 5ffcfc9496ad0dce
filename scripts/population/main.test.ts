/** `npm run population` as a process. */
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { validateDocument } from '@xianjie/validate'
import t from 'tap'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))
const run = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [MAIN, ...args], { maxBuffer: 64 * 2 ** 20 })
const linesOf = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

t.test('a size or a day that is none is refused with the usage', async (t) => {
  await t.rejects(run('--subjects', 'many'), { code: 2, stderr: /--subjects <n>/ })
  await t.rejects(run('--until', '2026-02-30'), { code: 2 })
})

t.test('the same seed prints the same documents, and says which seed it was', async (t) => {
  const [first, again] = await Promise.all([
    run('--subjects', '3', '--seed', '5'),
    run('--subjects', '3', '--seed', '5'),
  ])
  t.match(first.stderr, 'seed 5')
  t.equal(first.stdout, again.stdout)
  const documents = linesOf(first.stdout)
  t.ok(documents.length > 20)
  for (const one of documents) t.same(validateDocument(one.type, one), [])
})

t.test('signed lines are bodies to push, and every issuer has its agency file', async (t) => {
  const folder = t.testdir()
  const args = ['--subjects', '1', '--until', '2019-03-31', '--signed', '--agencies', folder]
  const { stdout } = await run(...args)
  const files = new Set(readdirSync(folder))
  for (const line of linesOf(stdout)) {
    t.same(Object.keys(line), ['by', 'at', 'document', 'mediaType', 'signature'])
    t.ok(files.has(`${line.by}.json`))
  }
})
