/** What help says below the options. */
export type Example = readonly [what: string, line: string]

/** Examples that can be typed as they stand. */
export const exampleLines = (...examples: readonly Example[]): string =>
  `\n示例 Examples:\n${examples.map(([what, line]) => `  # ${what}\n  npx xianjie ${line}\n`).join('')}`

export const SANDBOX_NOTE = `
沙盒 Sandbox: a platform with Xianjie-Sandbox: true judges tokens and signatures by its own clock;
  give that time with --at (RFC 3339). The clock itself: GET and PUT /v1/sandbox/clock.
`

export const EXIT_CODES = `
退出码 Exit codes:
  0  完成 · done
  1  平台拒收或核验不通过 · refused, or the verdict is negative
  2  用法或文件有误 · wrong usage, or a file is not what it should be
  3  平台不可达或暂不能答复（5xx、429） · the platform cannot be reached or cannot answer now

With --json results go to standard output as JSON; explanations always go to standard error.
npm and pnpm print a banner before "run": for pipes use npx xianjie, npm run -s or pnpm -s.
Paths are relative to the repository's top folder.
`
