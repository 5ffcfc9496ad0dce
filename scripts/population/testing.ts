/** Seed and size of the populations in tests: both can be set, and both are printed. */
import type { Population } from './population.ts'

const SEEDS = 2 ** 31

export const seed = Number(process.env.SEED ?? Date.now() % SEEDS)

/** `POPULATION`, or the size that is right for a test that runs with all others. */
export const subjectsOr = (usual: number): number => Number(process.env.POPULATION ?? usual)

/** How to run the same again. */
export const described = ({ seed: of }: Population, subjects: number): string =>
  `SEED=${of} POPULATION=${subjects}`
