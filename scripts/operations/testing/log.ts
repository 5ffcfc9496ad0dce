/** A backbone in a folder, filled with events that look like a platform's, without any platform. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type FillableBackbone, openToFill } from '@xianjie/backbone'
import {
  AGENCY_REGISTERED,
  DOCUMENT_ACCEPTED,
  type DocumentId,
  documentStream,
  type EventId,
  type NewEvent,
  type RecordedEvent,
  type SubjectId,
} from '@xianjie/contracts'
import { openKeyStore } from '@xianjie/embedded'
import { type HeldEvent, type Holdings, holdingsOf } from '../holdings.ts'

type Test = { teardown(done: () => void): void }

export type Place = { readonly folder: string; open(): Promise<FillableBackbone> }

/** A folder with a platform key of its own, or that of another place. */
export async function place(t: Test, like?: Place): Promise<Place> {
  const root = mkdtempSync(join(tmpdir(), 'xianjie-copy-'))
  t.teardown(() => rmSync(root, { recursive: true, force: true }))
  const folder = join(root, 'data')
  const key = join('keys', 'platform.key')
  if (like) {
    mkdirSync(dirname(join(folder, key)), { recursive: true })
    copyFileSync(join(like.folder, key), join(folder, key))
  } else {
    await (await openKeyStore(join(folder, 'keys'))).close()
  }
  return { folder, open: () => openToFill({ kind: 'embedded', folder }) }
}

const id = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
const subject = (n: number): SubjectId =>
  `sub_${(n % 7).toString(16).padStart(40, '0')}` as SubjectId

/** Every tenth event registers an agency, the others accept a document; each with its evidence. */
export function eventNumber(
  n: number,
): NewEvent & { readonly stream: string; readonly revision: number } {
  const registers = n % 10 === 0
  return {
    stream: registers ? 'agency-1' : documentStream(id(n) as DocumentId),
    revision: registers ? n / 10 : 0,
    id: id(n) as EventId,
    type: registers ? AGENCY_REGISTERED : DOCUMENT_ACCEPTED,
    data: Buffer.from(JSON.stringify(registers ? { agency: n } : acceptance(n))),
    ...(registers ? {} : { evidence: new Uint8Array(500).fill(n) }),
  }
}

const acceptance = (n: number) => ({
  documentId: id(n),
  subjectId: subject(n),
  nameKey: `名字${n}`,
  attachments: [],
  proof: { digest: `sha256:${'0'.repeat(64)}`, receiptKey: 'k', person: 'AAAA' },
})

/** A place whose log holds this many events, and a key for each subject. */
export async function filledPlace(t: Test, events: number): Promise<Place> {
  const made = await place(t)
  const keys = await openKeyStore(join(made.folder, 'keys'))
  for (let n = 0; n < 7; n += 1) await keys.obtain(subject(n))
  await keys.secret('subject-id')
  await keys.close()
  const { log, close } = await made.open()
  const all = Array.from({ length: events }, (_, n) => eventNumber(n))
  await Promise.all(
    all.map(({ stream, revision, ...event }) =>
      log.append(stream, revision === 0 ? 'no-stream' : revision - 1, [event]),
    ),
  )
  await close()
  return made
}

export const holdingsAt = async (opened: FillableBackbone): Promise<Holdings> =>
  holdingsOf(opened, { platform: 'xianjie', sandbox: false })

/** All events of a log with their evidence. */
export async function allOf(log: FillableBackbone['log']) {
  const events: RecordedEvent[] = []
  for await (const page of log.scan(0)) events.push(...page)
  return Promise.all(
    events.map(async (event) => ({
      ...event,
      data: Buffer.from(event.data).toString(),
      evidence: Buffer.from((await log.evidence(event.stream, event.revision)) ?? []).toString(
        'hex',
      ),
    })),
  )
}

/** Holdings whose events pass through something first. */
export const changed = (
  holdings: Holdings,
  change: (event: HeldEvent, at: number) => HeldEvent,
): Holdings => ({
  ...holdings,
  events: async function* (after) {
    let at = 0
    for await (const event of holdings.events(0)) {
      const given = change(event, at)
      at += 1
      if (given.position > after) yield given
    }
  },
})
