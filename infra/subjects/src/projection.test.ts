import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DOCUMENT_ACCEPTED, type EventId, type SubjectId } from '@xianjie/contracts'
import { openEventLog, openReadModel } from '@xianjie/embedded'
import { entryOf } from '@xianjie/schemas'
import t, { type Test } from 'tap'
import { project } from './project.ts'
import { subjectView } from './view.ts'

const subject = `sub_${'a'.repeat(40)}` as SubjectId

/** The view on a log with a document of a type that the catalogue does not have yet, and one that it has. */
async function opened(t: Test) {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-subjects-'))
  const log = await openEventLog(join(folder, 'log'))
  const view = openReadModel(join(folder, 'views'), subjectView)
  const stopping = new AbortController()
  t.teardown(async () => {
    stopping.abort()
    view.close()
    await log.close()
    rmSync(folder, { recursive: true })
  })
  const accept = async (type: string) => {
    const documentId = crypto.randomUUID()
    const accepted = {
      ...{ documentId, subjectId: subject, nameKey: 'b'.repeat(32), type, number: '1' },
      ...{ issuer: { code: '111399000000000515', kind: 'court' }, madeOn: '2026-02-10' },
      ...{ recipients: [], copies: [], references: [], facts: {} },
      acceptedAt: '2026-02-11T09:00:00+08:00',
      proof: {},
    }
    const data = Buffer.from(JSON.stringify(accepted))
    const event = { id: documentId as string as EventId, type: DOCUMENT_ACCEPTED, data }
    await log.append(`document-${documentId}`, 'no-stream', [event])
  }
  await accept('ruling-of-tomorrow')
  await accept('ruling-parole')
  let catalogue = entryOf
  const parked: number[] = []
  const { projection } = await project({
    ...{ log, view, signal: stopping.signal },
    entryOf: (type) => catalogue(type),
    onParked: (position) => parked.push(position),
  })
  const learn = () => {
    catalogue = () => entryOf('ruling-parole')
  }
  return { projection, parked, learn, accept }
}

t.test('an event that cannot be projected is parked and stops nothing else', async (t) => {
  const { projection, parked } = await opened(t)
  t.same(parked, [1])
  t.equal(projection.parking.count(), 1)
  t.same(projection.parking.list(), [
    { position: 1, type: DOCUMENT_ACCEPTED, reason: 'UnknownType' },
  ])
  t.same(
    projection.facts(subject).map(({ position }) => position),
    [2],
  )
})

t.test('what is not parked, or fails again, is not redriven', async (t) => {
  const { projection } = await opened(t)
  t.same(await projection.parking.redrive(2), { ok: false, reason: 'not-parked' })
  t.same(await projection.parking.redrive(1), { ok: false, reason: 'parked-again' })
  t.equal(projection.parking.count(), 1)
})

t.test('a parked event is taken once it can be, behind those that came later', async (t) => {
  const { projection, learn } = await opened(t)
  projection.facts(subject)
  learn()
  t.same(await projection.parking.redrive(1), { ok: true })
  t.same(projection.parking.list(), [])
  t.same(
    projection.facts(subject).map(({ position }) => position),
    [1, 2],
  )
  t.equal(projection.reached.position, 2, 'and the view stays where it was')
  t.same(await projection.parking.redrive(1), { ok: false, reason: 'not-parked' })
})

t.test('what is kept of a person grows with the log', async (t) => {
  const { projection, accept } = await opened(t)
  const before = projection.facts(subject)
  await accept('ruling-parole')
  await projection.reached.when(3)
  const positions = () => projection.facts(subject).map(({ position }) => position)
  t.same(positions(), [2, 3])
  t.equal(before.length, 1, 'whoever has the facts of a moment keeps them')
  t.equal(projection.facts(subject), projection.facts(subject))
  t.same(
    projection.factsUpTo(subject, 2).map(({ position }) => position),
    [2],
  )
  await accept('ruling-of-tomorrow')
  await projection.reached.when(4)
  t.same(positions(), [2, 3], 'what was parked is not among them')
})
