/** Validators of the deployment's files, each a kept tool of its own registry, in a cache outside the repository. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

const CACHE = process.env.XIANJIE_CACHE ?? join(homedir(), '.cache', 'xianjie')
const PYTHON_TOOLS = ['kubernetes-validate==1.37.0', 'crossplane==0.5.8']
const COMPOSE_MODULE = 'github.com/compose-spec/compose-go/v2@v2.16.2'
const TOOL_MS = 180_000

/** Output of a command; throws with what it said when it fails. */
const run = (file: string, args: readonly string[], cwd?: string): string =>
  execFileSync(file, args, { encoding: 'utf8', timeout: TOOL_MS, ...(cwd ? { cwd } : {}) })

/** What is missing on this machine, in one line, or undefined when all is there. */
export function missingTool(): string | undefined {
  const absent = ['python3', 'go'].filter((tool) => !answers(tool))
  return absent.length === 0
    ? undefined
    : `${absent.join(' and ')} missing: apt-get install -y python3-venv golang`
}

function answers(tool: string): boolean {
  try {
    run(tool, [tool === 'go' ? 'version' : '--version'])
    return true
  } catch {
    return false
  }
}

/** Path of a Python tool, installed once; made aside and renamed, so that it is there whole or not. */
export function pythonTool(name: string): string {
  const folder = join(CACHE, `deploy-${PYTHON_TOOLS.join('-').replaceAll('=', '')}`)
  if (!existsSync(folder)) {
    mkdirSync(CACHE, { recursive: true })
    const draft = `${folder}.${process.pid}`
    run('python3', ['-m', 'venv', draft])
    run(join(draft, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', ...PYTHON_TOOLS])
    renameSync(draft, folder)
  }
  // A renamed environment keeps its old path in its scripts: they are run by their interpreter.
  return join(folder, 'bin', name)
}

/** Runs a Python tool; throws with what it said when it finds something wrong. */
export const python = (name: string, ...args: readonly string[]): string => {
  const script = pythonTool(name)
  return run(join(script, '..', 'python'), [script, ...args])
}

/** Folder of the module that holds the Compose Specification's own JSON Schema. */
export function composeSchema(): string {
  const folder = join(tmpdir(), `xianjie-compose-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  try {
    writeFileSync(join(folder, 'go.mod'), 'module compose\n\ngo 1.21\n')
    const { Dir } = JSON.parse(run('go', ['mod', 'download', '-json', COMPOSE_MODULE], folder))
    return join(Dir, 'schema', 'compose-spec.json')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
