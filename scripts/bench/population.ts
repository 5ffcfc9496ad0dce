/** A generated population projected, against a raw scan of the log that holds it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBackbone } from '@xianjie/backbone'
import { populationOf } from '../population/population.ts'
import { writePopulation } from '../population/write-population.ts'
import { measureRebuild, type Rebuilt } from './rebuild.ts'
import { say } from './table.ts'

/** The same people in every run. */
const SEED = 1

export async function measurePopulation(subjects: number): Promise<Rebuilt> {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-bench-population-'))
  try {
    const backbone = await openBackbone({ kind: 'embedded', folder })
    const population = populationOf({ seed: SEED, subjects })
    const { documents } = await writePopulation(population, [backbone.log])
    await backbone.close()
    say(`projecting ${subjects} generated subjects with ${documents} documents …`)
    return await measureRebuild(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
