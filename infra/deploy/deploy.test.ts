/** The deployment's files, held to the schemas of their own tools and to the services that they name. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 as Ajv } from 'ajv/dist/2020.js'
import t from 'tap'
import { parse, parseAllDocuments } from 'yaml'
import { composeSchema, missingTool, python } from './testing/validators.ts'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const ROOT = join(HERE, '..', '..')
const text = (path: string): string => readFileSync(join(HERE, path), 'utf8')
const compose = parse(text('compose.yaml'), { merge: true })
const manifests = globSync('k8s/*.yaml', { cwd: HERE }).sort()
const missing = missingTool()
if (missing && process.env.CI) throw new Error(missing)
const skip = missing ?? false

t.test('the Kubernetes manifests fit the published schemas', { skip }, async (t) => {
  t.ok(manifests.length >= 6)
  const said = python(
    'kubernetes-validate',
    '--strict',
    ...manifests.map((file) => join(HERE, file)),
  )
  t.notMatch(said, /ERROR|failed/i)
})

t.test('a manifest with a wrong field is found out', { skip }, async (t) => {
  const folder = t.testdir({
    'wrong.yaml': text('k8s/intake.yaml').replace('replicas:', 'replica:'),
  })
  t.throws(() => python('kubernetes-validate', '--strict', join(folder, 'wrong.yaml')))
})

t.test('the compose file fits the Compose Specification', { skip }, async (t) => {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
  const check = ajv.compile(JSON.parse(readFileSync(composeSchema(), 'utf8')))
  t.ok(check(compose), JSON.stringify(check.errors))
  t.notOk(check({ ...compose, services: { ...compose.services, status: { imagine: 1 } } }))
})

t.test('nginx reads its configuration', { skip }, async (t) => {
  const [{ errors }] = JSON.parse(
    python('crossplane', 'parse', '--strict', join(HERE, 'nginx.conf')),
  ).config
  t.same(errors, [])
})

const served = (): readonly string[] =>
  globSync('services/*/src/main.ts', { cwd: ROOT })
    .map((file) => file.split('/')[1] ?? '')
    .filter((name) => name !== 'standalone')
    .sort()

t.test('every service that is a process is deployed, and nothing else', async (t) => {
  const inCompose = Object.values<{ environment?: { SERVICE?: string } }>(compose.services)
    .flatMap(({ environment }) => environment?.SERVICE ?? [])
    .sort()
  t.same(inCompose, served())
  for (const name of served()) t.ok(existsSync(join(HERE, `k8s/${name}.yaml`)), name)
})

t.test('services never share a folder of views', async (t) => {
  for (const name of served()) {
    const volumes: readonly string[] = compose.services[name].volumes
    t.notOk(
      volumes.some((one) => one.includes('/var/lib/xianjie')),
      name,
    )
  }
})

t.test('each manifest is of the namespace and bounded in memory', async (t) => {
  for (const file of manifests) {
    for (const document of parseAllDocuments(text(file))) {
      const { kind, metadata, spec } = document.toJS()
      if (kind !== 'Namespace') t.equal(metadata.namespace, 'xianjie', `${file} ${kind}`)
      for (const one of spec?.template?.spec?.containers ?? []) t.ok(one.resources.limits.memory)
    }
  }
})
