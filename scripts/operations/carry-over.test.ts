/** From the folder to the servers: the same documents, receipts and statuses, at other positions. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testEventStore } from '@xianjie/eventstoredb/testing'
import { objectStoreOrReason } from '@xianjie/s3/testing'
import t from 'tap'
import {
  inject,
  openTestPlatform,
  quietHead,
  type TestPlatform,
} from '../../services/standalone/testing/test-platform.ts'
import { givenBack, pushStory, type Receipted, run, startOn } from './testing/site.ts'

const objects = await objectStoreOrReason()
if (typeof objects === 'string') t.plan(0, objects)
else await carryOver(objects)

async function carryOver(store: Exclude<typeof objects, string>): Promise<void> {
  const eventStore = await testEventStore()
  t.comment(`on ${eventStore.name} and ${store.name}`)
  Object.assign(process.env, store.env)
  const root = mkdtempSync(join(tmpdir(), 'xianjie-carry-'))
  const source = await openTestPlatform({ folder: root })
  const data = join(root, 'data')
  const servers = {
    XIANJIE_BACKBONE: 'distributed',
    XIANJIE_DATA: join(root, 'views'),
    XIANJIE_AGENCIES: join(root, 'agencies'),
    XIANJIE_EVENTSTORE: eventStore.url,
    // Nobody listens there: neither a copy nor HTTP needs the feed.
    XIANJIE_KAFKA: '127.0.0.1:9',
    XIANJIE_BLOBS: store.address,
    XIANJIE_PLATFORM_KEY: join(root, 'platform.key'),
  }
  t.teardown(async () => {
    await source.platform.close()
    await eventStore.dispose()
    await store.dispose()
    rmSync(root, { recursive: true, force: true })
  })
  const receipted: Receipted[] = []

  await t.test('a target that is not distributed or has another key takes nothing', async (t) => {
    for (const person of [1, 2]) receipted.push(...(await pushStory(source, person)))
    const embedded = { XIANJIE_DATA: join(root, 'views') }
    t.match(await run(embedded, 'carry-over', '--from', data), {
      code: 2,
      err: /set XIANJIE_BACKBONE/,
    })
    const without = await run(servers, 'carry-over', '--from', data)
    t.match(without, {
      code: 1,
      err: /put the platform key of the site where XIANJIE_PLATFORM_KEY/,
    })
    writeFileSync(join(root, 'platform.key'), Buffer.alloc(32, 5))
    const other = await run(servers, 'carry-over', '--from', data)
    t.match(other, { code: 1, err: /not the one under which/ })
    const nowhere = await run(servers, 'carry-over', '--from', join(root, 'nowhere'))
    t.match(nowhere, { code: 2, err: /no log[\s\S]*XIANJIE_DATA/ })
  })

  await t.test(
    'a platform is carried over while it works, and the rest once it has stopped',
    async (t) => {
      copyFileSync(join(data, 'keys', 'platform.key'), join(root, 'platform.key'))
      const first = await run(servers, 'carry-over', '--from', data)
      t.match(first, { code: 0, out: /2 subjects, 0 differ/, err: '' })
      receipted.push(...(await pushStory(source, 3)))
      await quietHead(source)
      const second = await run(servers, 'carry-over', '--from', data, '--json')
      t.match(second, { code: 0, err: '' })
      const told = JSON.parse(second.out)
      t.match(told, { compared: { subjects: 3, differ: 0 } })
      t.ok(told.before > 0 && told.events < told.before, `${told.before}, then ${told.events}`)
      const third = JSON.parse((await run(servers, 'carry-over', '--from', data, '--json')).out)
      t.match(third, { events: 0, keys: 0, blobs: { put: 0 } })
    },
  )

  await t.test(
    'the servers give back every document with the receipt that was given',
    async (t) => {
      const knownAt = new Date(source.now()).toISOString()
      const before = await givenBack(source, receipted, knownAt)
      const platform = await startOn(servers)
      t.teardown(() => platform.close())
      t.same(await givenBack({ platform, token: source.token }, receipted, knownAt), before)
      await goesOn(t, source, platform, receipted)
    },
  )

  await t.test(
    'the servers are backed up, and restored into a folder with the same receipts',
    async (t) => {
      const knownAt = new Date(source.now()).toISOString()
      const before = await givenBack(source, receipted, knownAt)
      const archive = join(root, 'archive')
      t.match(await run(servers, 'backup', '--to', archive), { code: 0, err: '' })
      const folder = { XIANJIE_DATA: join(root, 'back'), XIANJIE_AGENCIES: join(root, 'agencies') }
      mkdirSync(join(folder.XIANJIE_DATA, 'keys'), { recursive: true })
      copyFileSync(
        join(data, 'keys', 'platform.key'),
        join(folder.XIANJIE_DATA, 'keys', 'platform.key'),
      )
      t.match(await run(folder, 'restore', '--from', archive), { code: 0, err: '' })
      const platform = await startOn(folder)
      t.teardown(() => platform.close())
      t.same(await givenBack({ platform, token: source.token }, receipted, knownAt), before)
    },
  )
}

/** A document that is pushed again gets its old receipt there, too. */
async function goesOn(
  t: Parameters<Parameters<typeof import('tap').test>[0]>[0],
  source: TestPlatform,
  platform: Awaited<ReturnType<typeof startOn>>,
  receipted: readonly Receipted[],
): Promise<void> {
  const [{ documentId, by, receipt }] = receipted as [Receipted]
  const token = await source.token(by)
  const at = `/v1/documents/${documentId}`
  const content = await inject(platform, 'GET', `${at}/content`, token)
  const signature = await inject(platform, 'GET', `${at}/signature`, token)
  const [attachment] = (await inject(platform, 'GET', at, token)).body.attachments
  const bytes = await inject(platform, 'GET', `${at}/attachments/${attachment.digest}`, token)
  const again = await inject(platform, 'POST', '/v1/documents', token, {
    document: content.bytes.toString('base64'),
    mediaType: 'application/json',
    signature: signature.bytes.toString('base64'),
    attachments: [{ name: attachment.name, content: bytes.bytes.toString('base64') }],
  })
  t.equal(again.status, 200)
  t.equal(again.bytes.toString(), receipt)
}
