/**
 * `npm test`: the source checks, then every test; each file is named when it is done and the last line
 * counts the tests. Arguments name the test files to run instead of all.
 */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { checks, runSteps } from './steps.ts'

/** A file's result, at the margin of the TAP stream. */
const FILE = /^(not )?ok \d+ - (\S+)(?: # time=(.*))?/
/** A test inside a file: the points one level below. */
const TEST = /^ {4}(not )?ok \d+ - /

const files = process.argv.slice(2)
const checked = files.length > 0 ? 0 : await runSteps(checks)
const { passed, failed } = checked === 0 ? await runTests(files) : { passed: 0, failed: 1 }
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

/** Runs tap, shows a line for each file and the whole output of one that failed. */
async function runTests(named: readonly string[]) {
  console.log('• tests …')
  const tap = spawn('tap', ['run', '--reporter=tap', ...named], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<number>((resolve) => tap.on('close', (code) => resolve(code ?? 1)))
  let [passed, failed] = [0, 0]
  let output: string[] = []
  for await (const line of createInterface({ input: tap.stdout })) {
    output.push(line)
    const test = TEST.exec(line)
    if (test?.[1]) failed += 1
    else if (test) passed += 1
    const file = FILE.exec(line)
    if (!file) continue
    const [, not, name, time = ''] = file
    console.log(not ? `  FAILED ${name} ${time}\n${output.join('\n')}` : `  ok ${name} ${time}`)
    output = []
  }
  const code = await ended
  return { passed, failed: code === 0 ? failed : Math.max(1, failed) }
}
