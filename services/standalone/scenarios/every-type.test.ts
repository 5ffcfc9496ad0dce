/** Each type's examples, as `GET /v1/document-types/{slug}` gives them, are accepted as they stand. */
import { randomUUID } from 'node:crypto'
import type { AgencyCode, AgencyKind, AgencyLevel } from '@xianjie/contracts'
import { test } from 'tap'
import {
  type EquippedAgency,
  equipAgency,
  makeToken,
  signAs,
} from '../../../scripts/workshop/agency-workshop.ts'
import { logsNobody, openScenario } from '../testing/scenario.ts'
import { type Body, jsonBody, multipart, parts } from '../testing/submissions.ts'
import { testAuthority } from '../testing/test-platform.ts'
import { listen } from '../testing/wire.ts'

const scenario = await openScenario({ agencies: ['qingshiProcuratorate'] })
const reader = 'qingshiProcuratorate'
const address = await listen(scenario)

type Type = {
  readonly slug: string
  readonly issuers: readonly {
    readonly kind: AgencyKind
    readonly levels?: readonly AgencyLevel[]
  }[]
  readonly examples: { readonly json: string; readonly xml: string }
}
const FORMS = { json: 'application/json', xml: 'application/xml' } as const
type Form = keyof typeof FORMS

const read = async (url: string) => (await scenario.ask({ by: reader, method: 'GET', url })).body
const listed: readonly { readonly slug: string }[] = (await read('/v1/document-types')).types
const types: readonly Type[] = await Promise.all(
  listed.map(({ slug }) => read(`/v1/document-types/${slug}`)),
)

const agencies = new Map<string, EquippedAgency>()

/** The example's issuer, registered as the first of the kinds and levels that may issue the type. */
async function issuerOf({ issuers, examples }: Type): Promise<EquippedAgency> {
  const { code, name } = JSON.parse(examples.json).header.issuer as {
    code: AgencyCode
    name: string
  }
  const { kind, levels } = issuers[0] as Type['issuers'][number]
  const level = levels?.[0] ?? 'county'
  const key = `${code} ${kind} ${level}`
  const known = agencies.get(key)
  const issuer =
    known ??
    (await equipAgency({ code, name, kind, level, region: '139921' }, testAuthority, 'p256'))
  agencies.set(key, issuer)
  await scenario.register(issuer.file)
  return issuer
}

/** The example with another document id, and nothing else changed. */
const renewed = (example: string): Buffer => {
  const [id] = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(example) ?? []
  return scenario.bytes(example.replace(String(id), randomUUID()))
}

const authorization = async (issuer: EquippedAgency) =>
  `Bearer ${await makeToken(issuer, { platform: 'xianjie', operator: 'op-1', now: scenario.now() })}`

const sign = (issuer: EquippedAgency, document: Buffer) => signAs(issuer, document, scenario.now())

await test('the catalogue is there', async (t) => {
  t.ok(types.length >= 33, `${types.length} types`)
  for (const type of types) {
    t.same(Object.keys(type), [
      'slug',
      'row',
      'title',
      'issuers',
      'recipients',
      'copies',
      'basis',
      'effect',
      'kinds',
      'clocks',
      'schema',
      'xsd',
      'examples',
    ])
  }
  const unknown = { by: reader, method: 'GET', url: '/v1/document-types/ruling-pardon' } as const
  await scenario.refused(t, 'an unknown type', unknown, { code: 'not-found' })
})

for (const type of types) {
  await test(`${type.slug}: both examples are accepted`, async (t) => {
    const issuer = await issuerOf(type)
    for (const form of ['json', 'xml'] as const) {
      const document = renewed(type.examples[form])
      const body = jsonBody({ document, mediaType: FORMS[form], signature: sign(issuer, document) })
      const headers = { ...body.headers, authorization: await authorization(issuer) }
      const tried = await scenario.traceless(t, 'preflight', () =>
        scenario.ask({ ...body, headers, url: '/v1/documents/preflight' }),
      )
      t.match(tried, { status: 200, body: { accepted: true, signature: 'valid' } }, form)
      const { status, body: receipt } = await scenario.ask({ ...body, headers })
      t.equal(status, 201, `${form}: ${JSON.stringify(receipt.violations)}`)
      t.equal(receipt.digest, tried.body.digest)
      t.equal(receipt.subjectId, tried.body.subjectId)
    }
  })
}

await test('JSON and XML are accepted as forms over a real port', async (t) => {
  const type = types.find(({ slug }) => slug === 'ruling-parole') as Type
  const issuer = await issuerOf(type)
  const post = async ({ headers, payload }: Body) => {
    const answer = await fetch(`${address}/v1/documents`, {
      method: 'POST',
      headers: { ...headers, authorization: await authorization(issuer) },
      body: new Uint8Array(Buffer.from(payload)),
    })
    return { status: answer.status, body: await answer.json() }
  }
  for (const form of ['json', 'xml'] as const satisfies readonly Form[]) {
    const document = renewed(type.examples[form])
    const answer = await post(multipart(parts(document, FORMS[form], sign(issuer, document))))
    t.match(answer, {
      status: 201,
      body: { position: Number, receipt: /^[\w-]+\.[\w-]+\.[\w-]+$/ },
    })
    const charset = `${FORMS[form]}; charset=UTF-8`
    const again = await post(multipart(parts(document, charset, sign(issuer, document))))
    t.match(again, { status: 200, body: answer.body }, 'with its charset')
  }
})

await logsNobody(scenario)
