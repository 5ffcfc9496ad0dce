/** What a machine can check of how the code is laid out (style.md §9, architecture.md "Folders"). */
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import t from 'tap'
import { functionsIn, importsOf } from './tidy/source.ts'

const FILE_LINES_MAX = 300
const TEST_LINES_MAX = 500
const FUNCTION_LINES_MAX = 60
const LINE_CHARACTERS_MAX = 140

const sources = globSync(
  ['contracts', 'schemas', 'infra', 'services', 'scripts'].map((top) => `${top}/**/*.ts`),
)
  .filter((file) => !/node_modules|\/generated\/|\.tap\//.test(file))
  .sort()
const textOf = new Map(sources.map((file) => [file, readFileSync(file, 'utf8')]))
const read = (file: string): string => textOf.get(file) ?? ''
const isTest = (file: string): boolean => /\.test\.ts$|\/testing\//.test(file)
const linesOf = (file: string): number => read(file).split('\n').length - 1

t.test('files stay short; the longest is named', async (t) => {
  const ranked = sources
    .map((file) => ({ file, lines: linesOf(file) }))
    .sort((a, b) => b.lines - a.lines)
  t.comment(
    `longest: ${ranked
      .slice(0, 3)
      .map(({ file, lines }) => `${file} ${lines}`)
      .join(', ')}`,
  )
  const limit = (file: string) => (isTest(file) ? TEST_LINES_MAX : FILE_LINES_MAX)
  t.same(
    ranked.filter(({ file, lines }) => lines > limit(file)),
    [],
  )
})

t.test('functions stay short; the longest is named', async (t) => {
  const all = sources
    .filter((file) => !isTest(file))
    .flatMap((file) => functionsIn(read(file)).map((one) => ({ file, ...one })))
    .sort((a, b) => b.lines - a.lines)
  t.ok(all.length > 100, `${all.length} functions were measured`)
  t.comment(
    `longest: ${all
      .slice(0, 3)
      .map(({ file, name, lines }) => `${file} ${name} ${lines}`)
      .join(', ')}`,
  )
  t.same(
    all.filter(({ lines }) => lines > FUNCTION_LINES_MAX),
    [],
  )
})

t.test('lines can be read', async (t) => {
  const long = sources.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, at) => (line.length > LINE_CHARACTERS_MAX ? [`${file}:${at + 1}`] : [])),
  )
  t.same(long, [])
})

const packageOf = (file: string): string =>
  /^(infra|services)\//.test(file)
    ? file.split('/').slice(0, 2).join('/')
    : (file.split('/')[0] ?? '')
const TECHNOLOGY: Readonly<Record<string, string>> = {
  xml2js: 'infra/xml',
  'node-forge': 'infra/seal',
  'node:sqlite': 'infra/embedded',
  ajv: 'infra/validate',
  pino: 'infra/log',
  '@eventstore/db-client': 'infra/eventstoredb',
  kafkajs: 'infra/kafka',
  '@aws-sdk/client-s3': 'infra/s3',
}

t.test('contracts import nothing but themselves', async (t) => {
  const wrong = sources
    .filter((file) => file.startsWith('contracts/') && !isTest(file))
    .flatMap((file) =>
      importsOf(read(file))
        .filter((one) => !one.startsWith('.'))
        .map((one) => `${file}: ${one}`),
    )
  t.same(wrong, [])
})

t.test('contracts use no clock, no randomness and no promise of the outside', async (t) => {
  const wrong = sources
    .filter((file) => file.startsWith('contracts/src/') && !isTest(file))
    .filter((file) =>
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bfetch\(|\bsetTimeout\(/.test(
        read(file),
      ),
    )
  t.same(wrong, [])
})

const services = globSync('services/*').map((folder) => basename(folder))
const isService = (one: string): boolean => services.some((name) => one === `@xianjie/${name}`)

t.test('services never import each other; only standalone wires them', async (t) => {
  const wrong = sources
    .filter((file) => file.startsWith('services/') && !file.startsWith('services/standalone/'))
    .flatMap((file) =>
      importsOf(read(file))
        .filter((one) => isService(one) && one !== `@xianjie/${basename(packageOf(file))}`)
        .map((one) => `${file}: ${one}`),
    )
  t.same(wrong, [])
})

t.test('infra imports neither services nor schemas, but to validate', async (t) => {
  const wrong = sources
    .filter((file) => file.startsWith('infra/') && !isTest(file))
    .flatMap((file) =>
      importsOf(read(file))
        .filter(
          (one) =>
            isService(one) || (one === '@xianjie/schemas' && packageOf(file) !== 'infra/validate'),
        )
        .map((one) => `${file}: ${one}`),
    )
  t.same(wrong, [])
})

t.test('each technology is known to one package', async (t) => {
  const wrong = sources
    .filter((file) => !isTest(file) && !file.startsWith('scripts/'))
    .flatMap((file) =>
      importsOf(read(file))
        .filter((one) => one in TECHNOLOGY && TECHNOLOGY[one] !== packageOf(file))
        .map((one) => `${file}: ${one}`),
    )
  t.same(wrong, [])
})

t.test('a package is entered through its entry, never past it', async (t) => {
  const wrong = sources.flatMap((file) =>
    importsOf(read(file))
      .filter((one) => one.startsWith('.'))
      .filter((one) => packageOf(normalize(join(dirname(file), one))) !== packageOf(file))
      .filter(() => !file.startsWith('scripts/') && !isTest(file))
      .map((one) => `${file}: ${one}`),
  )
  t.same(wrong, [])
})

t.test('what a package imports, its package.json names', async (t) => {
  const wrong = sources
    .filter((file) => /^(infra|services|schemas)\//.test(file) && !isTest(file))
    .flatMap((file) => {
      const { dependencies = {} } = JSON.parse(
        readFileSync(join(packageOf(file), 'package.json'), 'utf8'),
      )
      return importsOf(read(file))
        .filter((one) => !one.startsWith('.') && !one.startsWith('node:'))
        .map((one) =>
          one
            .split('/')
            .slice(0, one.startsWith('@') ? 2 : 1)
            .join('/'),
        )
        .filter((one) => !(one in dependencies))
        .map((one) => `${file}: ${one}`)
    })
  t.same(wrong, [])
})

t.test('no file imports itself through others', async (t) => {
  const edges = new Map(
    sources.map((file) => [
      file,
      importsOf(read(file), { types: false })
        .filter((one) => one.startsWith('.'))
        .map((one) => normalize(join(dirname(file), one))),
    ]),
  )
  t.same(circleIn(edges), [])
})

function circleIn(edges: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): readonly string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return []
    for (const next of edges.get(file) ?? []) {
      const circle = visit(next, [...path, file])
      if (circle.length > 0) return circle
    }
    done.add(file)
    return []
  }
  for (const file of edges.keys()) {
    const circle = visit(file, [])
    if (circle.length > 0) return circle
  }
  return []
}

const HEADINGS = ['Purpose', 'Commands', 'Events out', 'Events in', 'HTTP', 'Rules', 'Runs with']

t.test('every service says the same things about itself', async (t) => {
  for (const folder of globSync('services/*')) {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8')
    const headings = [...readme.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
    t.same(headings, HEADINGS, folder)
  }
})

t.test('nothing speaks of a machine or leaves work undone', async (t) => {
  const texts = globSync(['**/*.{ts,mjs,md,json,yaml,xsd}', '.ci/*'], {
    exclude: ['**/node_modules/**', 'data/**', '.tap/**'],
  })
  const wrong = texts
    .filter((file) => file !== 'scripts/tidy.test.ts')
    .filter((file) =>
      /(^|[\s'"`(=])\/(work|home|root|Users)\/\w|\bTODO\b|\bFIXME\b/m.test(
        readFileSync(file, 'utf8'),
      ),
    )
  t.same(wrong, [])
})
