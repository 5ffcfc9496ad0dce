/**
 * `npm test`: the source checks, then every test; the last line counts them. Arguments name the test
 * files to run instead of all.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { checks, run, runSteps } from './steps.ts'

const RESULTS = '.tap/results.tap'

const files = process.argv.slice(2)
const checked = files.length > 0 ? 0 : await runSteps(checks)
if (checked !== 0) {
  console.log('\n0 passed, 1 failed')
  process.exit(1)
}
mkdirSync('.tap', { recursive: true })
console.log('• tests …')
const reporter = process.stdout.isTTY ? 'base' : 'terse'
const code = await run([
  'tap',
  'run',
  `--reporter=${reporter}`,
  `--output-file=${RESULTS}`,
  ...files,
])
const { passed, failed } = count(readFileSync(RESULTS, 'utf8'))
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = code !== 0 || failed > 0 || passed === 0 ? 1 : 0

/** Counts the tests of all files: the points one level below each file's own. */
function count(tap: string) {
  const points = tap.match(/^ {4}(?:not )?ok \d+/gm) ?? []
  const files = tap.match(/^not ok \d+/gm) ?? []
  const bad = points.filter((point) => point.includes('not')).length
  return { passed: points.length - bad, failed: Math.max(bad, files.length) }
}
