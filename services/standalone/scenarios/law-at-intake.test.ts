/** What the law refuses at intake and what it only finds, as an agency's system meets it over HTTP. */
import { test } from 'tap'
import { logsNobody, openScenario, type Test } from '../testing/scenario.ts'
import { type ExampleDocument, exampleOf, type UnitName } from '../testing/test-platform.ts'

const scenario = await openScenario({ sandboxAt: '2027-12-20T08:00:00+08:00' })
const { refused, submission, ask, agency } = scenario
const court = 'yunxiCourt'
const corrections = 'qingshiCorrections'

/** An example, changed. */
function changed(slug: string, change: (document: ExampleDocument) => void): ExampleDocument {
  const document = exampleOf(slug)
  change(document)
  return document
}

/** The example as issued by that unit. */
const issued = (slug: string, by: UnitName, change: (document: ExampleDocument) => void) =>
  changed(slug, (document) => {
    const { code, name } = agency(by).file
    document.header.issuer = { code, name }
    change(document)
  })

async function findingsOf(t: Test, by: UnitName, document: ExampleDocument) {
  const { status, body } = await ask(submission(by, document))
  t.equal(status, 201, JSON.stringify(body.violations))
  return body.findings.map(({ code }: { readonly code: string }) => code)
}

await test('403: what is beyond the competence of its issuer, by its own words', async (t) => {
  const life = changed('ruling-parole', ({ body }) => {
    body.sentence = { principal: 'life' }
  })
  await refused(t, 'a city court frees a lifer', submission(court, life), {
    code: 'issuer-not-competent',
    violations: ['/body/sentence/principal issuer-not-competent'],
  })
  const commuted = changed('ruling-parole', ({ body }) => {
    body.sentence.principal = 'life'
  })
  t.same(await findingsOf(t, court, commuted), [], 'unless it was commuted to a fixed term')
  const placed = issued('place-determination', 'prisonAdministration', ({ body }) => {
    body.kind = 'probation'
  })
  const by = 'prisonAdministration'
  await refused(t, 'a prison administration decides on probation', submission(by, placed), {
    code: 'issuer-not-competent',
    violations: ['/body/kind issuer-not-competent'],
  })
})

await test('403: a police station detains or fines too much, both told at once', async (t) => {
  const station = { ...agency('qingshiPolice').file, level: 'township' } as const
  await scenario.register(station)
  const decision = (change: (body: ExampleDocument['body']) => void) =>
    issued('ps-penalty-decision', 'qingshiPolice', ({ body }) => change(body))
  const detained = decision((body) => {
    body.penalty = 'detention'
    body.fine = 1_500
  })
  await refused(t, 'ten days', submission('qingshiPolice', detained), {
    code: 'issuer-not-competent',
    violations: ['/body/fine issuer-not-competent', '/body/penalty issuer-not-competent'],
  })
  const warned = decision((body) => {
    body.penalty = 'warning'
    for (const field of ['detentionDays', 'fine', 'from', 'to']) delete body[field]
  })
  await findingsOf(t, 'qingshiPolice', warned)
  await scenario.register(agency('qingshiPolice').file)
  t.equal((await ask(submission('qingshiPolice', { ...detained }))).status, 201, 'a county may')
})

await test('422: a document that contradicts itself, with what else is wrong', async (t) => {
  const enrolled = changed('enrolment-record', ({ header, body }) => {
    body.agency = agency('linheCorrections').file.code
    body.kind = 'exile'
    header.references.reference[0].documentId = header.documentId
    header.subject.idType = 'residence-permit'
  })
  await refused(t, 'four contradictions', submission(corrections, enrolled), {
    code: 'invalid-document',
    violations: [
      '/body/agency contradicts-header',
      '/body/kind not-allowed',
      '/header/references/reference/0/documentId refers-to-itself',
      '/header/subject/idNumber contradicts-id-type',
    ],
  })
})

await test('422: kinds of correction that a proposal cannot concern', async (t) => {
  const cases = { 'proposal-imprison': 'probation', 'proposal-revoke-probation': 'control' }
  for (const [slug, kind] of Object.entries(cases)) {
    const wrong = issued(slug, corrections, ({ body }) => {
      body.kind = kind
    })
    await refused(t, `${slug} of ${kind}`, submission(corrections, wrong), {
      code: 'invalid-document',
      violations: ['/body/kind not-allowed'],
    })
  }
})

await test('422: what rests on another document names it', async (t) => {
  const cases = [
    ['proposal-arrest', corrections],
    ['document-recall', corrections],
    ['ruling-correction', court],
  ] as const
  for (const [slug, by] of cases) {
    const unfounded = issued(slug, by, ({ header }) => {
      delete header.references
    })
    const violations = ['/header/references missing']
    const refusal = { code: 'invalid-document', violations } as const
    await refused(t, slug, submission(by, unfounded), refusal)
  }
})

await test('201: dates that do not add up stand on the paper and are found', async (t) => {
  const odd = changed('ruling-parole', ({ header, body }) => {
    header.effectiveOn = '2026-02-09'
    body.servedOn = '2026-02-08'
    body.periodTo = '2026-02-01'
  })
  t.same(await findingsOf(t, court, odd), [
    'effective-before-made',
    'served-before-made',
    'period-reversed',
  ])
})

await test('201: leave beyond competence is for the procuratorate (SPP19 643)', async (t) => {
  const leave = (to: string) =>
    issued('leave-approval', corrections, ({ header, body }) => {
      delete header.references
      Object.assign(body, { outcome: 'granted', from: '2026-05-15', to })
    })
  t.same(await findingsOf(t, corrections, leave('2026-06-13')), [])
  t.same(await findingsOf(t, corrections, leave('2026-06-14')), ['leave-over-competence'])
})

await test('201: a county agency proposes to a city court (law.md §9-29)', async (t) => {
  const propose = (to: UnitName) =>
    issued('proposal-revoke-parole', corrections, ({ header }) => {
      delete header.references
      header.recipients = { agency: [{ code: agency(to).file.code }] }
      delete header.copies
    })
  t.same(await findingsOf(t, corrections, propose(court)), ['proposal-not-at-court-level'])
  t.same(await findingsOf(t, corrections, propose('baiyangCourt')), [])
})

await test('201: places that are unknown, or of another agency, are found', async (t) => {
  const enrolment = (region: string) =>
    changed('enrolment-record', ({ header, body }) => {
      delete header.references
      body.region = region
    })
  t.same(await findingsOf(t, corrections, enrolment('139921')), ['region-unknown'])
  t.same(await findingsOf(t, corrections, enrolment('130102')), [
    'place-outside-territory',
    'place-agency-differs',
  ])
})

await test('201: a reference leads to a type that its relation allows', async (t) => {
  const consult = exampleOf('place-change-consult')
  await findingsOf(t, corrections, consult)
  const warning = (reference: object) =>
    changed('decision-warning', ({ header }) => {
      header.references = { reference: [reference] }
    })
  const { documentId, number } = consult.header
  const about = { relation: 'based-on', documentId }
  t.same(await findingsOf(t, corrections, warning(about)), ['reference-of-other-type'])
  const unknown = { ...about, documentId: exampleOf('reply').header.documentId }
  t.same(await findingsOf(t, corrections, warning(unknown)), ['reference-unknown'])
  const decide = (said: string) =>
    changed('place-change-decision', ({ header }) => {
      header.references = { reference: [{ ...about, number: said }] }
    })
  t.same(await findingsOf(t, corrections, decide(number.replace('〔2026〕', '[２０２６]'))), [])
  t.same(await findingsOf(t, corrections, decide('青矫征字〔2026〕99号')), [
    'reference-number-differs',
  ])
})

await test('agency files: a region that no list has is told and refuses nothing', async (t) => {
  const { refused: wrong, findings } = await scenario.platform.provision()
  t.same(wrong, [])
  t.ok(findings.includes(`${agency(corrections).file.code}: region-unknown`))
  t.notOk(findings.some((one) => one.startsWith(agency('prisonAdministration').file.code)))
})

await logsNobody(scenario)
