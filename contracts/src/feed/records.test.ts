import t from 'tap'
import type { CatalogueEntry } from '../documents/catalogue.ts'
import type { OpenPart } from '../events/document-accepted.ts'
import type { AgencyCode, DocumentId, EventId, SubjectId } from '../ids.ts'
import { statusAt } from '../subject/status-at.ts'
import { instant, type LegalDate } from '../time.ts'
import { documentRecords, type Press, statusRecords } from './records.ts'
import { takesFeed, topicsOfAgency } from './topics.ts'

const court = {
  code: '111399000000000515' as AgencyCode,
  kind: 'court',
  level: 'municipal',
} as const
const police = '11139921000000035W' as AgencyCode
const subject = `sub_${'3c'.repeat(20)}` as SubjectId
const press: Press = { platform: 'a platform', idOf: (text) => `<${text}>` as EventId }

const open: OpenPart = {
  documentId: '0f8b7c3e-6c1d-4f0e-9a59-3a1f2f3b6d11' as DocumentId,
  subjectId: subject,
  nameKey: 'a-name',
  type: 'ruling-parole',
  number: '（2026）冀99刑更41号',
  issuer: { ...court, region: '139900' },
  recipients: [{ code: police }],
  copies: [],
  references: [{ relation: 'answers', number: '7' }],
  attachments: [],
  madeOn: '2026-02-10' as LegalDate,
  minor: false,
  sealed: false,
  facts: { kind: 'parole', prohibition: { to: '2026-05-01' } },
  findings: [],
  acceptedAt: '2026-02-10T16:05:00.000+08:00',
}
const entry = { effect: 'decide', recipients: ['PN'], copies: [] } as unknown as CatalogueEntry
const accepted = { open, entry, position: 42 }
const textOf = (value: Uint8Array | undefined) => JSON.parse(new TextDecoder().decode(value))

t.test('a document is told to the platform and to the agencies that are given', async (t) => {
  const records = documentRecords(accepted, { agencies: [police], statusChanged: false }, press)
  t.same(
    records.map(({ topic, id, key }) => [topic, id, key]),
    [
      ['xianjie.documents.v1', open.documentId, subject],
      [`xianjie.feed.${police}.v1`, `<xianjie.feed.${police}.v1 ${open.documentId}>`, subject],
    ],
  )
  t.same(records[0]?.headers, {
    ce_specversion: '1.0',
    ce_id: open.documentId,
    ce_source: 'urn:xianjie:platform:a%20platform',
    ce_type: 'xianjie.document.accepted.v1',
    ce_time: open.acceptedAt,
    ce_subject: subject,
    ce_dataschema: 'urn:xianjie:feed:document:1',
    'content-type': 'application/json',
  })
  t.same(textOf(records[0]?.value), {
    documentId: open.documentId,
    subjectId: subject,
    type: 'ruling-parole',
    effect: 'decide',
    number: open.number,
    issuer: { ...court, region: '139900' },
    recipients: [{ code: police }],
    copies: [],
    references: [{ relation: 'answers', number: '7' }],
    attachments: 0,
    madeOn: '2026-02-10',
    minor: false,
    sealed: false,
    acceptedAt: open.acceptedAt,
    position: 42,
  })
  t.same(records[1]?.value, records[0]?.value)
})

t.test('procuratorates are told for each of three reasons, and else not', async (t) => {
  const reasons = (change: Partial<OpenPart>, role: 'PR-=' | 'CC-x', statusChanged: boolean) => {
    const given = { ...accepted, open: { ...open, ...change }, entry: { ...entry, copies: [role] } }
    const found = documentRecords(given, { agencies: [], statusChanged }, press)[1]
    return found && textOf(found.value).reasons
  }
  const procuratorate = { code: police, kind: 'procuratorate' } as const
  const finding = {
    code: 'made-in-future',
    severity: 'warning',
    message: { zh: '', en: '' },
  } as const
  t.equal(reasons({}, 'CC-x', false), undefined)
  t.same(reasons({}, 'PR-=', false), ['procuratorate-named'])
  t.same(reasons({ copies: [procuratorate] }, 'CC-x', false), ['procuratorate-named'])
  t.same(reasons({}, 'CC-x', true), ['status-changed'])
  t.same(reasons({ findings: [finding] }, 'CC-x', false), ['finding'])
})

t.test('a status is told under an id that follows from person, document and moment', async (t) => {
  const at = instant(Date.parse('2026-03-05T00:00:00+08:00'))
  const status = statusAt([], { valid: at, known: at }, { years: {} })
  const found = { subject, at, position: 42, cause: { cause: 'clock' }, status } as const
  const to = { agencies: [police], everybody: true }
  const [all, own] = statusRecords(found, to, press)
  t.match(all, { topic: 'xianjie.status.v1', id: `<${subject} 42 ${at}>`, key: subject })
  t.equal(own?.id, `<xianjie.feed.${police}.v1 <${subject} 42 ${at}>>`)
  t.match(all?.headers, { ce_time: '2026-03-05T00:00:00.000+08:00' })
  t.match(textOf(all?.value), {
    cause: 'clock',
    asOf: '2026-03-05T00:00:00.000+08:00',
    position: 42,
  })
  t.equal(statusRecords(found, { ...to, everybody: false }, press).length, 1)
})

t.test('kinds that get no documents get no feed', async (t) => {
  const kafka = { principal: 'User:x', feed: true, inbound: false }
  const agency = { ...court, name: '', region: '139900', parent: null, keys: [], kafka } as const
  const lists = { trustAnchors: [], intermediates: [], crls: [] }
  const active = { ...agency, ...lists, status: 'active' } as const
  t.notOk(takesFeed({ ...active, kind: 'education' }))
  t.notOk(takesFeed({ ...active, status: 'closed' }))
  t.ok(takesFeed(active))
  t.same(
    topicsOfAgency(active).map(({ name }) => name),
    [`xianjie.feed.${court.code}.v1`],
  )
})
