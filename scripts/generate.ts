/**
 * Writes what is derived from other files: calendars, regions, types, XML Schemas, the pages of the
 * catalogue, the OpenAPI and AsyncAPI documents, the walk-through in the README. With `--check` it
 * writes nothing, names the files that are stale and exits 1.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { asyncApiFiles } from './generate/asyncapi.ts'
import { calendarFiles } from './generate/calendar.ts'
import { openApiFiles } from './generate/openapi.ts'
import { catalogueFiles } from './generate/pages.ts'
import { readmeFiles } from './generate/readme.ts'
import { regionFiles } from './generate/regions.ts'
import { typeFiles } from './generate/types.ts'
import { xsdFiles } from './generate/xsd.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** Folders that hold nothing else: what is in them and no longer generated is stale. */
const OWN_FOLDERS = ['schemas/generated', 'schemas/codelists/calendar', 'schemas/codelists/regions']

const wanted = new Map([
  ...calendarFiles(),
  ...regionFiles(),
  ...(await typeFiles()),
  ...xsdFiles(),
  ...catalogueFiles(),
  ...asyncApiFiles(),
  ...(await openApiFiles()),
  ...readmeFiles(),
])
const stale = staleFiles(wanted)
if (process.argv.includes('--check')) {
  for (const path of stale) console.error(`stale: ${path} (run npm run generate)`)
  process.exitCode = stale.length > 0 ? 1 : 0
} else {
  for (const path of stale) write(path, wanted.get(path))
  console.log(`generated ${wanted.size} files, ${stale.length} of them changed`)
}

function staleFiles(files: ReadonlyMap<string, string>): readonly string[] {
  const changed = [...files].filter(([path, text]) => current(path) !== text)
  const left = OWN_FOLDERS.filter((folder) => existsSync(join(ROOT, folder))).flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .map((name) => `${folder}/${name}`)
      .filter((path) => !files.has(path)),
  )
  return [...changed.map(([path]) => path), ...left]
}

function current(path: string): string | undefined {
  return existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : undefined
}

function write(path: string, text: string | undefined): void {
  const file = join(ROOT, path)
  if (text === undefined) {
    rmSync(file)
  } else {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}
