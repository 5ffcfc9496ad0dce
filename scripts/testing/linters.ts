/**
 * The tools that others hold API documents to, each installed once in a cache outside the repository:
 * `npm start` would otherwise bring 70 MB that only a test needs.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

const CACHE = process.env.XIANJIE_CACHE ?? join(homedir(), '.cache', 'xianjie')
const REDOCLY = '@redocly/cli@2.77.0'
/** What `asyncapi validate` of @asyncapi/cli validates with; that one is 450 MB. */
const ASYNCAPI = '@asyncapi/parser@3.6.3'
const INSTALL_MS = 180_000
const LINT_MS = 60_000

/** What a tool finds wrong, errors and warnings, a line each; none when it is content. */
export type Findings = readonly string[]
export type Linters = {
  /** Redocly's recommended rules, on a file. */
  openApi(file: string): Findings
  /** The rules of AsyncAPI, on the text of a document. */
  asyncApi(text: string): Promise<Findings>
}

/**
 * The linters, or in one line what is missing and how to get it, for a test that is skipped then.
 * Under CI nothing is skipped: it throws.
 */
export function lintersOrReason(): Linters | string {
  try {
    const [redocly, asyncApi] = [installed(REDOCLY), installed(ASYNCAPI)]
    return {
      openApi: (file) => byRedocly(redocly, file),
      asyncApi: (text) => byParser(asyncApi, text),
    }
  } catch (cause) {
    const reason = `npm cannot install ${REDOCLY} and ${ASYNCAPI} to ${CACHE}: is a registry reachable?`
    if (process.env.CI) throw new Error(reason, { cause })
    return reason
  }
}

/** Folder of a package and what it needs; made aside and renamed, so that it is there whole or not. */
function installed(tool: string): string {
  const folder = join(CACHE, tool.slice(1).replaceAll(/[/@]/g, '-'))
  if (existsSync(folder)) return folder
  const draft = `${folder}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  try {
    const quietly = ['--no-audit', '--no-fund', '--ignore-scripts', '--fetch-retries=1']
    execFileSync('npm', ['install', '--prefix', draft, ...quietly, tool], {
      ...{ timeout: INSTALL_MS, stdio: 'pipe' },
    })
    if (!existsSync(folder)) renameSync(draft, folder)
    return folder
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

type RedoclyProblem = {
  readonly ruleId: string
  readonly message: string
  readonly location: readonly { readonly pointer: string }[]
}

/** `recommended-strict` are the recommended rules with each warning an error. */
function byRedocly(folder: string, file: string): Findings {
  const cli = join(folder, 'node_modules', '.bin', 'redocly')
  const lint = ['lint', '--extends=recommended-strict', '--format=json']
  const { stdout, stderr } = spawnSync(process.execPath, [cli, ...lint, file], {
    ...{ cwd: folder, encoding: 'utf8', timeout: LINT_MS },
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  })
  if (!stdout.startsWith('{')) throw new Error(`redocly says nothing: ${stderr}`)
  const { problems } = JSON.parse(stdout) as { readonly problems: readonly RedoclyProblem[] }
  return problems.map(
    ({ ruleId, message, location: [place] }) => `${ruleId} ${place?.pointer}: ${message}`,
  )
}

type Diagnostic = {
  readonly code: string | number
  readonly message: string
  readonly severity: number
  readonly path: readonly (string | number)[]
}
type Parser = { validate(text: string): Promise<readonly Diagnostic[]> }
/** Severities are 0 error, 1 warning, 2 information, 3 hint. */
const WARNING = 1

async function byParser(folder: string, text: string): Promise<Findings> {
  const load = createRequire(join(folder, 'node_modules', 'index.js'))
  const { Parser } = load('@asyncapi/parser') as { readonly Parser: new () => Parser }
  const found = await new Parser().validate(text)
  return found
    .filter(({ severity }) => severity <= WARNING)
    .map(({ code, message, path }) => `${code} ${path.join('/')}: ${message}`)
}
