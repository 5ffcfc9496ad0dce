/** The event store stores and does not answer: each document ends as one event and one receipt. */
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { openEventLog } from '@xianjie/eventstoredb'
import t from 'tap'
import { equipAgency, makeDemoAuthority } from '../../../scripts/workshop/agency-workshop.ts'
import { units } from '../../../scripts/workshop/units.ts'
import { launchCluster } from '../testing/cluster.ts'
import { signedDocument } from '../testing/persistent-agency.ts'
import { headersOf } from '../testing/platform-process.ts'
import { acceptancesOf } from '../testing/reconciliation.ts'
import { testYears } from '../testing/test-platform.ts'

const DOCUMENTS = 1_000
const LANES = 8
/** Of all appends, tries again included; half of those that are lost were stored before. */
const LOST_SHARE = 0.4
const TRIES_MAX = 50
const PAUSE_MS = 20

const seed = Number(process.env.SEED ?? randomInt(2 ** 31))
t.comment(`seed ${seed}`)
const court = await equipAgency(
  units.yunxiCourt,
  makeDemoAuthority('测试根', testYears, 'p256'),
  'p256',
)
const cluster = await launchCluster({ agencies: [court] })
t.teardown(() => cluster.close())
const [intake] = cluster.of('intake')

async function push(body: string) {
  const response = await fetch(`${intake?.url()}/v1/documents`, {
    method: 'POST',
    headers: { ...(await headersOf(court)), 'content-type': 'application/json' },
    body,
  })
  return { code: response.status, text: await response.text() }
}

let refusals = 0

/** What the platform cannot find out soon enough it answers with 503: then it is pushed again. */
async function pushUntilReceipted(body: string) {
  for (let tried = 0; ; tried += 1) {
    const answer = await push(body)
    if (answer.code !== 503 || tried === TRIES_MAX) return answer
    refusals += 1
    await sleep(PAUSE_MS)
  }
}

t.test(
  `${DOCUMENTS} documents whose appends lose their answers`,
  { timeout: 280_000 },
  async (t) => {
    const when = { probability: LOST_SHARE, seed }
    await cluster.eventStore.misbehave({
      do: 'appends',
      fault: { kind: 'drop', stored: true },
      when,
    })
    const receipts = new Map<string, string>()
    const wrong: string[] = []
    const lane = async (at: number) => {
      for (let n = at; n < DOCUMENTS; n += LANES) {
        const { documentId, body } = signedDocument(court, n % 50, n)
        const { code, text } = await pushUntilReceipted(body)
        if (code !== 201 && code !== 200) wrong.push(`${documentId}: ${code} ${text}`)
        const again = await pushUntilReceipted(body)
        if (again.code !== 200 || again.text !== text) wrong.push(`${documentId}: another receipt`)
        receipts.set(documentId, text)
      }
    }
    await Promise.all(Array.from({ length: LANES }, (_, at) => lane(at)))
    await cluster.eventStore.misbehave({ do: 'heal' })
    t.comment(`${refusals} pushes were answered 503 and repeated`)
    t.same(wrong.slice(0, 5), [])
    const log = await openEventLog({ connectionString: cluster.eventStore.url })
    const logged = await acceptancesOf(log)
    await log.close()
    t.equal(logged.length, DOCUMENTS, 'one event each')
    const differing = logged.filter(({ documentId, position }) => {
      const receipt = JSON.parse(receipts.get(documentId) ?? '{}')
      return receipt.position !== position
    })
    t.same(differing, [], 'at the position of its receipt')
  },
)
