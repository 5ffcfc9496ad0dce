import { join } from 'node:path'
import { openToRead } from '@xianjie/backbone'
import { type DocumentAccepted, instant, type RecordedEvent } from '@xianjie/contracts'
import { test } from 'tap'
import { openTestPlatform } from '../../services/standalone/testing/test-platform.ts'
import { compareStatuses } from './compare.ts'
import { pushStory } from './testing/site.ts'

const AT = instant(Date.parse('2026-06-01T00:00:00+08:00'))

test('logs are told apart by one document, one date and one person; never by places', async (t) => {
  const platform = await openTestPlatform()
  t.teardown(() => platform.close())
  for (const person of [1, 2, 3]) await pushStory(platform, person)
  const { log, close } = await openToRead({
    kind: 'embedded',
    folder: join(platform.folder, 'data'),
  })
  t.teardown(() => close())
  const events = (await Array.fromAsync(log.scan(0))).flat()
  const documents = events.filter(({ stream }) => stream.startsWith('document-'))
  const against = (other: readonly RecordedEvent[]) =>
    compareStatuses(pages(events), pages(other), AT)

  t.match(await against([]), { subjects: 3, differ: 3 })
  t.match(await against(events.slice(0, -1)), { subjects: 3, differ: 1 })
  const { subjectId } = acceptance(documents[0])
  const without = events.filter((event) => !event.data.toString().includes(subjectId))
  const onlyRight = await compareStatuses(pages([]), pages(without), AT)
  t.match(onlyRight, { differ: onlyRight.subjects })
  const redated = documents.map((event, at) =>
    at === 0
      ? {
          ...event,
          data: Buffer.from(JSON.stringify({ ...acceptance(event), madeOn: '2020-01-01' })),
        }
      : event,
  )
  t.match(await against(redated), { subjects: 3, differ: 1, named: [subjectId] })
  const spread = events.map((event) => ({ ...event, position: event.position * 1_000 }))
  t.same(await against(spread), { subjects: 3, differ: 0, named: [] })
})

const acceptance = (event: RecordedEvent | undefined): DocumentAccepted =>
  JSON.parse(Buffer.from(event?.data ?? []).toString())

async function* pages(events: readonly RecordedEvent[]) {
  yield events
}
