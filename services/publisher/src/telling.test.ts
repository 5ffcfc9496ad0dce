/** Every type of the catalogue: what its records say, and what they must not. */
import {
  documentRecords,
  type EventId,
  type FeedRecord,
  type LegalDocument,
  statusAt,
  statusRecords,
} from '@xianjie/contracts'
import { calendar, catalogue, type FeedPayload, feedSchema } from '@xianjie/schemas'
import { Ajv } from 'ajv'
import { CloudEvent, Kafka } from 'cloudevents'
import t from 'tap'
import { v5 as uuidv5 } from 'uuid'
import { units } from '../../../scripts/workshop/units.ts'
import { acceptance, exampleOf } from '../testing/documents.ts'
import { readEvent } from './read-event.ts'

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: false })
const press = {
  platform: 'xianjie',
  idOf: (text: string) => uuidv5(text, uuidv5.URL) as EventId,
}

/** What a follower may be told about an example of the type. */
function recordsOf(slug: string): {
  readonly records: readonly FeedRecord[]
  readonly document: LegalDocument
} {
  const { open, document } = exampleOf(slug)
  const event = { ...acceptance(open), stream: `document-${open.documentId}`, revision: 0 }
  const read = readEvent({ ...event, position: 42 })
  if (read.kind !== 'document') throw new Error(`${slug} cannot be read`)
  const at = read.fact.recordedAt
  const status = statusAt([read.fact], { valid: at, known: at }, calendar)
  const agencies = [units.qingshiPolice.code]
  const cause = { cause: 'document', documentId: open.documentId } as const
  const found = { subject: open.subjectId, at, position: 42, cause, status }
  return {
    document,
    records: [
      ...documentRecords({ ...read, position: 42 }, { agencies, statusChanged: true }, press),
      ...statusRecords(found, { agencies, everybody: true }, press),
    ],
  }
}

/** Every text of a value that says something, with the names of its members left out. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}

const HAN = /\p{Script=Han}/u

for (const { slug } of catalogue) {
  t.test(`${slug}: its records name nobody and repeat nothing of its text`, async (t) => {
    const { records, document } = recordsOf(slug)
    const { header, body } = document
    const { idNumber, name, birthDate, registeredResidence } = header.subject
    const personal = [idNumber, name, birthDate, birthDate.replaceAll('-', '')]
    const bodyTexts = textsIn(body).filter((text) => HAN.test(text) && text !== header.number)
    const names = [header.issuer, ...(header.recipients?.agency ?? [])].map((one) => one.name)
    const references = textsIn(header.references)
    const secret = [...personal, registeredResidence, header.title, ...names, ...bodyTexts]
      .filter((text): text is string => text !== undefined && text !== '')
      .filter((text) => !references.includes(text))
    t.ok(secret.length > 4)
    for (const { value, key, headers, topic } of records) {
      const said = [topic, key, ...Object.values(headers), Buffer.from(value ?? []).toString()]
      const leaked = secret.filter((text) => said.some((one) => one.includes(text)))
      t.same(leaked, [], topic)
    }
  })

  t.test(`${slug}: its records are CloudEvents that their schemas take`, async (t) => {
    for (const { topic, id, key, value, headers } of recordsOf(slug).records) {
      const bytes = Buffer.from(value ?? [])
      const parsed = Kafka.toEvent({
        ...{ headers: { ...headers }, key, value: bytes.toString(), body: bytes.toString() },
      })
      const event = Array.isArray(parsed) ? parsed[0] : parsed
      t.match(event, { id, subject: key, source: 'urn:xianjie:platform:xianjie' })
      t.ok(event instanceof CloudEvent && event.validate())
      const payload = String(event?.dataschema).split(':')[3] as FeedPayload
      const valid = ajv.compile(feedSchema(payload))
      t.ok(valid(JSON.parse(bytes.toString())), `${topic} ${ajv.errorsText(valid.errors)}`)
    }
  })
}

t.test('what a correction writes into a place is not repeated', async (t) => {
  const { open } = exampleOf('place-determination')
  const facts = { ...open.facts, region: '周某乙', agency: '青石县 139921198807090137' }
  const event = {
    ...acceptance({ ...open, facts }),
    stream: 'document-x',
    revision: 0,
    position: 1,
  }
  const read = readEvent(event)
  if (read.kind !== 'document') throw new Error('cannot be read')
  const at = read.fact.recordedAt
  const status = statusAt([read.fact], { valid: at, known: at }, calendar)
  const cause = { cause: 'clock' } as const
  const [record] = statusRecords(
    { subject: open.subjectId, at, position: 1, cause, status },
    { agencies: [], everybody: true },
    press,
  )
  const { executionPlace } = JSON.parse(Buffer.from(record?.value ?? []).toString())
  t.same(executionPlace, { region: null, agency: null })
})
