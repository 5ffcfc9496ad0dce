/** The drill: a platform is backed up while it works, restored elsewhere, and gives everything back. */
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import t, { test } from 'tap'
import { openTestPlatform } from '../../services/standalone/testing/test-platform.ts'
import { givenBack, pushStory, type Receipted, run, startOn } from './testing/site.ts'

const PERSONS = 6
const root = mkdtempSync(join(tmpdir(), 'xianjie-drill-'))
const source = { XIANJIE_DATA: join(root, 'data'), XIANJIE_AGENCIES: join(root, 'agencies') }
const archive = join(root, 'archive')
const platform = await openTestPlatform({ folder: root })
t.teardown(async () => {
  await platform.platform.close()
  rmSync(root, { recursive: true, force: true })
})

/** A new folder for a platform, with the platform key of the source. */
function target(name: string, withKey = true) {
  const data = join(root, name)
  mkdirSync(join(data, 'keys'), { recursive: true })
  if (withKey) {
    copyFileSync(
      join(source.XIANJIE_DATA, 'keys', 'platform.key'),
      join(data, 'keys', 'platform.key'),
    )
  }
  return { ...source, XIANJIE_DATA: data }
}

const receipted: Receipted[] = []
let before: Awaited<ReturnType<typeof givenBack>>
let knownAt = ''

await test('a platform is backed up while documents come in', async (t) => {
  for (let person = 0; person < PERSONS; person += 1) {
    receipted.push(...(await pushStory(platform, person)))
  }
  knownAt = new Date(platform.now()).toISOString()
  before = await givenBack(platform, receipted, knownAt)
  t.ok(before.documents.every(({ sameReceipt }) => sameReceipt))
  let over = false
  const load = (async () => {
    let pushed = 0
    for (let person = 100; !over; person += 1) pushed += (await pushStory(platform, person)).length
    return pushed
  })()
  const backup = await run(source, 'backup', '--to', archive, '--json')
  over = true
  t.match(backup, { code: 0, err: '' })
  const { position, events } = JSON.parse(backup.out)
  t.ok(events.count === position && position >= receipted.length, `${position} events`)
  t.ok((await load) > 0, 'the platform went on meanwhile')
})

await test('an archive holds no key in the clear, and only its owner may read it', async (t) => {
  const platformKey = readFileSync(join(source.XIANJIE_DATA, 'keys', 'platform.key'))
  const files = readdirSync(archive, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  )
  for (const { parentPath, name } of files) {
    const bytes = readFileSync(join(parentPath, name))
    const text = name.endsWith('.gz') ? gunzipSync(bytes) : bytes
    const forms = [platformKey, platformKey.toString('base64'), platformKey.toString('hex')]
    t.notOk(
      forms.some((form) => text.includes(form)),
      name,
    )
    t.equal(statSync(join(parentPath, name)).mode & 0o077 & (name.endsWith('.gz') ? 0o777 : 0), 0)
  }
  t.match(await run(source, 'backup', '--to', archive), {
    code: 2,
    err: /is not empty[\s\S]*new folder/,
  })
})

await test('what cannot be restored is refused before anything is written', async (t) => {
  const untouched = (name: string) => !existsSync(join(root, name, 'keys', 'keys.sqlite'))
  const without = await run(target('no-key', false), 'restore', '--from', archive)
  t.match(without, { code: 1, err: /platform\.key[\s\S]*put the platform key/ })
  const other = target('other-key')
  writeFileSync(join(other.XIANJIE_DATA, 'keys', 'platform.key'), Buffer.alloc(32, 9))
  t.match(await run(other, 'restore', '--from', archive), {
    code: 1,
    err: /not the one under which/,
  })
  const platformId = { ...target('other-id'), XIANJIE_PLATFORM: 'elsewhere' }
  t.match(await run(platformId, 'restore', '--from', archive), {
    code: 2,
    err: /XIANJIE_PLATFORM=xianjie/,
  })
  const sandbox = { ...target('sandbox'), XIANJIE_SANDBOX: 'true' }
  t.match(await run(sandbox, 'restore', '--from', archive), {
    code: 2,
    err: /XIANJIE_SANDBOX=false/,
  })
  t.match(await run(source, 'restore', '--from', archive), {
    code: 2,
    err: /in use[\s\S]*stop the platform/,
  })
  t.ok(['no-key', 'other-key', 'other-id', 'sandbox'].every(untouched))
})

const damages: Readonly<Record<string, (folder: string) => void>> = {
  'one bit of a chunk of events is another one': (folder) => flip(first(folder, 'events')),
  'one bit of the keys is another one': (folder) => flip(first(folder, 'keys')),
  'a chunk is gone': (folder) => rmSync(first(folder, 'events')),
  'a chunk was cut short': (folder) => truncateSync(first(folder, 'events'), 1_000),
  'an attachment is gone': (folder) => rmSync(blobIn(folder)),
  'one bit of an attachment is another one': (folder) => flip(blobIn(folder)),
  'the manifest was made to fit': (folder) => {
    const file = join(folder, 'manifest.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"missing": 0/, '"missing": 1'))
  },
  'the backup did not end': (folder) => rmSync(join(folder, 'manifest.json')),
}
const first = (folder: string, part: string) => join(folder, part, '000001.ndjson.gz')
function flip(file: string): void {
  const bytes = readFileSync(file)
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1)
  writeFileSync(file, bytes)
}
const blobIn = (folder: string): string => {
  const [found] = readdirSync(join(folder, 'blobs'), {
    recursive: true,
    withFileTypes: true,
  }).filter(({ name }) => /^[0-9a-f]{64}$/.test(name))
  return join(found?.parentPath ?? '', found?.name ?? '')
}

await test('an archive that is not what was written is refused, and nothing is restored', async (t) => {
  for (const [damage, inflict] of Object.entries(damages)) {
    const copy = join(root, 'damaged')
    cpSync(archive, copy, { recursive: true })
    inflict(copy)
    const to = target('from-damaged')
    const { code, err } = await run(to, 'restore', '--from', copy)
    t.equal(code, 1, damage)
    t.match(err, /nothing was restored; take another archive/, damage)
    t.notOk(existsSync(join(to.XIANJIE_DATA, 'keys', 'keys.sqlite')), damage)
    rmSync(copy, { recursive: true })
  }
})

await test('a restored platform gives every document back, with the same receipts', async (t) => {
  const to = target('restored')
  t.match(await run(to, 'restore', '--from', archive), { code: 0, err: '' })
  const restored = await startOn(to)
  t.teardown(() => restored.close())
  t.same(await givenBack({ platform: restored, token: platform.token }, receipted, knownAt), before)
})

await test('a restore can be run again, and what another log holds is never mixed with it', async (t) => {
  const to = { ...source, XIANJIE_DATA: join(root, 'restored') }
  const again = await run(to, 'restore', '--from', archive, '--json')
  t.match(again, { code: 0 })
  t.match(JSON.parse(again.out), { events: 0, keys: 0, blobs: { put: 0 } })
  const other = {
    ...source,
    XIANJIE_DATA: join(root, 'another'),
    XIANJIE_AGENCIES: join(root, 'agencies'),
  }
  const fresh = await startOn(other)
  await fresh.close()
  copyFileSync(
    join(root, 'data', 'keys', 'platform.key'),
    join(root, 'another', 'keys', 'platform.key'),
  )
  const refused = await run(other, 'restore', '--from', archive)
  t.match(refused, { code: 1, err: /something else at position 1\n.*empty target/ })
  const used = target('used')
  mkdirSync(join(used.XIANJIE_DATA, 'views'))
  const stale = await run(used, 'restore', '--from', archive)
  t.match(stale, { code: 2, err: /views was made from another log/ })
})
