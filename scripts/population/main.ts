/** `npm run population`: a generated population as lines of JSON, for whoever wants to load a platform. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { formatInstant, legalDate } from '@xianjie/contracts'
import { documentOf } from './document-of.ts'
import { type EquippedProvince, equipProvince, packagesOf } from './packages.ts'
import { type Population, populationOf } from './population.ts'

const USAGE = `npm run population -- [options] > papers.ndjson

--subjects <n>       how many persons (100); all of them are fictitious
--seed <n>           the same number gives the same population (a random one, printed)
--until <date>       what would arrive later has not arrived yet (everything)
--signed             each line is a body for POST /v1/documents, signed, with "by" and "at" beside it
--agencies <folder>  with --signed: writes the agency files that a platform needs there`

const { values } = parseArgs({
  options: {
    subjects: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    until: { type: 'string' },
    signed: { type: 'boolean', default: false },
    agencies: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
})
if (values.help) console.log(USAGE)
else await printPopulation()

async function printPopulation(): Promise<void> {
  const until = values.until === undefined ? undefined : legalDate(values.until)
  const [subjects, seed] = [Number(values.subjects), Number(values.seed)]
  const wrong = values.until !== undefined && until === undefined
  if (wrong || !Number.isInteger(subjects) || !Number.isInteger(seed)) {
    console.error(USAGE)
    process.exit(2)
  }
  console.error(`seed ${seed}, ${subjects} subjects`)
  const population = populationOf({ seed, subjects, ...(until ? { until } : {}) })
  const lines = values.signed
    ? signedLines(population, await equipped(population))
    : unsignedLines(population)
  for (const line of lines) {
    // A pipe that is full is waited for: the whole population never stands in memory.
    if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await drained()
  }
}

function drained(): Promise<void> {
  return new Promise((resolve) => process.stdout.once('drain', resolve))
}

async function equipped({ province }: Population): Promise<EquippedProvince> {
  const agencies = await equipProvince(province)
  const { agencies: folder } = values
  if (folder === undefined) return agencies
  mkdirSync(folder, { recursive: true })
  for (const [code, { file }] of agencies) {
    writeFileSync(join(folder, `${code}.json`), `${JSON.stringify(file, null, 2)}\n`)
  }
  return agencies
}

function* unsignedLines(population: Population): Generator<unknown> {
  for (const { life, sheet } of population.byArrival()) {
    yield documentOf(population.seed, life, sheet)
  }
}

function* signedLines(population: Population, agencies: EquippedProvince): Generator<unknown> {
  for (const { sheet, bytes, mediaType, signature } of packagesOf(population, agencies)) {
    yield {
      by: sheet.by.code,
      at: formatInstant(sheet.at),
      document: bytes.toString('base64'),
      mediaType,
      signature: Buffer.from(signature).toString('base64'),
    }
  }
}
