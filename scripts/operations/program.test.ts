import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'tap'
import { run } from './testing/site.ts'

const COMMANDS = ['backup', 'restore', 'carry-over', 'replay']

function newFolder(t: { teardown(done: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-operations-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('wrong use is exit code 2, told in a line or two and without a stack', async (t) => {
  const nowhere = join(newFolder(t), 'nowhere')
  const cases: readonly (readonly [readonly string[], Record<string, string>, RegExp])[] = [
    [['nonsense'], {}, /unknown command/],
    [['backup'], {}, /--to <folder>/],
    [['restore'], {}, /--from <folder>/],
    [['replay', '--from', '1', '--topic', 'a', '--view', 'b'], {}, /cannot be used with/],
    [['backup', '--to', nowhere], { XIANJIE_BACKBONE: 'other' }, /XIANJIE_BACKBONE: got/],
    [['backup', '--to', nowhere], { XIANJIE_DATA: nowhere }, /there is no log[\s\S]*XIANJIE_DATA/],
  ]
  for (const [args, environment, says] of cases) {
    const { code, out, err } = await run(environment, ...args)
    t.match({ code, out, err }, { code: 2, out: '', err: says }, args.join(' '))
    t.notMatch(err, /\n\s+at /)
  }
})

test('a folder that is no archive is refused', async (t) => {
  const folder = newFolder(t)
  const site = { XIANJIE_DATA: join(folder, 'data') }
  t.match(await run(site, 'restore', '--from', folder), {
    code: 1,
    err: /no archive that was finished/,
  })
  for (const text of [
    'no JSON',
    '{"format":2}',
    '{"format":1}',
    '{"format":1,"blobs":{},"events":{"chunks":[{"file":"../x"}]}}',
  ]) {
    writeFileSync(join(folder, 'manifest.json'), text)
    t.match(
      await run(site, 'restore', '--from', folder),
      { code: 1, err: /take another archive/ },
      text,
    )
  }
})

test('servers that are away are exit code 3, and the same can be tried again', async (t) => {
  const folder = newFolder(t)
  const key = join(folder, 'platform.key')
  writeFileSync(key, Buffer.alloc(32, 1))
  const servers = {
    XIANJIE_BACKBONE: 'distributed',
    XIANJIE_DATA: folder,
    XIANJIE_EVENTSTORE: 'esdb://127.0.0.1:9?tls=false',
    XIANJIE_KAFKA: '127.0.0.1:9',
    XIANJIE_BLOBS: 'http://127.0.0.1:9/bucket',
    XIANJIE_PLATFORM_KEY: key,
  }
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'nobody', AWS_SECRET_ACCESS_KEY: 'nothing' })
  const away = await run(servers, 'backup', '--to', join(folder, 'archive'))
  t.match(away, { code: 3, out: '', err: /run it again/ })
})

test('every command says what it does, in both languages, with its options', async (t) => {
  const { code, out } = await run({}, '--help')
  t.equal(code, 0)
  for (const command of COMMANDS) {
    t.match(out, command)
    const help = await run({}, command, '--help')
    t.match(
      help,
      { code: 0, err: '', out: /npm run [a-z-]+ -- [\s\S]*\p{Script=Han}[\s\S]*Exit codes/u },
      command,
    )
  }
})
