/** Runs commands one after the other, naming each and its seconds; the first failure ends it. */
import { spawn } from 'node:child_process'

export type Step = { readonly name: string; readonly command: readonly string[] }

/** The steps that look at the source without running it. */
export const checks: readonly Step[] = [
  { name: 'types', command: ['tsc', '-p', '.'] },
  { name: 'format, imports, lint', command: ['biome', 'ci', '--error-on-warnings', '.'] },
  { name: 'generated files are current', command: ['node', 'scripts/generate.ts', '--check'] },
]

/** Exit code of the first step that failed, 0 when none did. */
export async function runSteps(steps: readonly Step[]): Promise<number> {
  for (const { name, command } of steps) {
    const started = performance.now()
    process.stdout.write(`• ${name} …\n`)
    const code = await run(command)
    const seconds = ((performance.now() - started) / 1_000).toFixed(1)
    process.stdout.write(`  ${code === 0 ? 'ok' : `failed (${code})`}, ${seconds} s\n`)
    if (code !== 0) return code
  }
  return 0
}

export function run([file = '', ...args]: readonly string[]): Promise<number> {
  const child = spawn(file, args, { stdio: 'inherit' })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
