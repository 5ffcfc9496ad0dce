import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { instant } from '@xianjie/contracts'
import { catalogue } from '@xianjie/schemas'
import { validateDocument } from '@xianjie/validate'
import { test } from 'tap'
import { Failure } from './failure.ts'
import { runCli } from './program.ts'
import { table, widthOf } from './show.ts'
import { desk, must, run } from './testing/desk.ts'

const COMMANDS = [
  ...['authority', 'agency', 'sign', 'token', 'submit', 'preflight', 'status', 'timeline'],
  ...['documents', 'verify', 'types', 'new', 'parked', 'redrive'],
]

test('wrong use is exit code 2, told in a line or two and without a stack', async (t) => {
  for (const args of [
    ['nonsense'],
    ['sign'],
    ['sign', 'doc.xml'],
    ['sign', 'doc.xml', '--agency', 'x', '--at', 'yesterday'],
    ['types', '--example', 'pdf'],
    ['types', 'ruling-parole', 'and-more'],
    ['authority', 'make', '--out', 'x', '--years', '0'],
    ['new', 'no-such-type'],
    ['redrive'],
    ['redrive', '7', '--all'],
    ['redrive', 'seven'],
    ['parked', '--data', 'no-such-folder'],
  ]) {
    const { code, out, err } = await run(...args)
    t.equal(code, 2, args.join(' '))
    t.equal(out, '')
    t.ok(err.trim().split('\n').length <= 2, err)
    t.notMatch(err, /\n\s+at /)
  }
})

test('no command at all shows the help, as wrong use', async (t) => {
  const { code, out, err } = await run()
  t.equal(code, 2)
  t.equal(out, '')
  t.match(err, /Usage: xianjie/)
})

test('a fault that nobody foresaw is one line', async (t) => {
  let err = ''
  const io = {
    out: () => {
      throw new Error('standard output is gone')
    },
    err: (text: string) => {
      err += text
    },
    ...{ now: () => instant(0), fetch, colours: false },
  }
  t.equal(await runCli(['types'], io), 1)
  t.equal(err, 'xianjie: standard output is gone\n')
  t.ok(new Failure(1, ['one', 'two']).message.includes('two'))
})

test('help names every command, exit code and first step', async (t) => {
  const { code, out, err } = await run('--help')
  t.equal(code, 0)
  t.equal(err, '')
  for (const command of COMMANDS) t.match(out, new RegExp(`^  ${command} `, 'm'))
  for (const exit of ['0', '1', '2', '3']) t.match(out, new RegExp(`^  ${exit}  `, 'm'))
  t.match(out, /npx xianjie submit ruling\.xml/)
})

test('each command’s help has an example in Chinese and English', async (t) => {
  for (const command of COMMANDS) {
    const path = command === 'authority' || command === 'agency' ? [command, 'make'] : [command]
    const out = await must(...path, '--help')
    t.match(out, /--json/, command)
    t.match(
      out,
      new RegExp(`示例 Examples:\n  # .*[一-鿿].* · [a-z].*\n  npx xianjie ${path.join(' ')}`),
    )
  }
})

test('colours are for terminals only', async (t) => {
  let out = ''
  const io = {
    ...{ err: () => {}, now: () => instant(0), fetch, colours: true },
    out: (text: string) => {
      out += text
    },
  }
  t.equal(await runCli(['types', 'ruling-parole'], io), 0)
  t.ok(out.includes('\u001b[1m'))
  t.notOk((await must('types', 'ruling-parole')).includes('\u001b'))
})

test('columns stand under each other, though a Chinese character takes two', async (t) => {
  t.equal(widthOf('假释a（）'), 9)
  t.same(table([['假释', 'x'], ['a', 'y'], ['b']]), ['  假释  x', '  a     y', '  b'])
})

test('a type that does not exist is answered with those that may be meant', async (t) => {
  t.match(await run('types', 'parole'), { code: 2, err: /did you mean .*ruling-parole/ })
  t.match(await run('types', 'zzz'), { code: 2, err: /all types: xianjie types/ })
  t.match(await run('types', '--example', 'xml'), { code: 2, err: /name the type/ })
})

test('the catalogue and each example are printed without a platform', async (t) => {
  const { types } = JSON.parse(await must('types', '--json'))
  t.equal(types.length, catalogue.length)
  t.equal((await must('types')).trim().split('\n').length, catalogue.length)
  t.match(await must('types', 'ruling-parole'), /假释裁定书 Ruling on parole\n[\s\S]*court/)
  t.match(await must('types', 'ruling-parole', '--example', 'xml'), /^<\?xml/)
})

test('a new document is the example with an id of its own, for every type', async (t) => {
  for (const { slug } of catalogue) {
    const example = JSON.parse(await must('types', slug, '--example', 'json'))
    const [one, two] = [1, 2].map(() => must('new', slug, '--format', 'json'))
    const made = JSON.parse(await one!)
    const again = JSON.parse(await two!)
    t.not(made.header.documentId, example.header.documentId, slug)
    t.not(made.header.documentId, again.header.documentId, slug)
    const { documentId } = example.header
    t.same({ ...made, header: { ...made.header, documentId } }, example, slug)
    t.same(validateDocument(slug, made), [], slug)
    const xml = await must('new', slug)
    const id = /<DocumentId>([^<]*)/.exec(xml)?.[1]
    t.equal(xml.replace(id!, documentId), await must('types', slug, '--example', 'xml'), slug)
  }
})

test('a new document is never written over another file', async (t) => {
  const { at } = desk(t)
  writeFileSync(at('doc.xml'), 'mine')
  const { code, err } = await run('new', 'ruling-parole', '--out', at('doc.xml'))
  t.equal(code, 2)
  t.match(err, /never overwritten/)
  const { documentId } = JSON.parse(
    await must('new', 'ruling-parole', '--out', at('doc.json'), '--json'),
  )
  t.match(documentId, /^[0-9a-f-]{36}$/)
})

test('the process ends with the command’s exit code', async (t) => {
  const script = join(import.meta.dirname, '..', 'xianjie.ts')
  const exitOf = (...args: readonly string[]) =>
    spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })
  t.equal(exitOf('types').status, 0)
  const wrong = exitOf('types', 'zzz')
  t.equal(wrong.status, 2)
  t.match(wrong.stderr, /^xianjie: /)
})
