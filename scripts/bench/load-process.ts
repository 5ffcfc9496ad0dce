/** Starts the load, which has a process of its own for each task. */
import { fork } from 'node:child_process'
import type { Figures, Task } from './task.ts'

/** BENCH_PROFILE names a folder for CPU profiles of what is measured. */
export const profile: readonly string[] = process.env.BENCH_PROFILE
  ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`]
  : []

/** Rejects when the process ends without figures. `flags` are Node's own. */
export function load(folder: string, task: Task, flags: readonly string[] = []): Promise<Figures> {
  const child = fork(new URL('load.ts', import.meta.url), { execArgv: [...flags] })
  child.send({ folder, task })
  return new Promise((resolve, reject) => {
    child.once('message', (figures) => resolve(figures as Figures))
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the load ended with ${code}`)))
  })
}
