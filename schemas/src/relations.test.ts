/** What the entries say of relations and kinds is what examples, schemas and law.md §3.2 say. */
import { type LegalDocument, mayRefer, type RELATIONS, sameNumber } from '@xianjie/contracts'
import { test } from 'tap'
import { catalogue, knownEntry } from './catalogue.ts'
import { documentSchema } from './document-schema.ts'
import { documentExamples } from './document-type.ts'
import { resolved } from './json-schema.ts'

const examples = catalogue.map(({ slug }) => ({
  slug,
  document: JSON.parse(documentExamples(slug).json) as LegalDocument,
}))

await test('the references of the examples lead where their relation may lead', async (t) => {
  let followed = 0
  for (const { slug, document } of examples) {
    for (const reference of document.header.references?.reference ?? []) {
      const targets = examples.filter(({ document: { header } }) =>
        reference.documentId === undefined
          ? sameNumber(header.number, reference.number ?? '')
          : header.documentId === reference.documentId,
      )
      const { relations } = knownEntry(slug)
      t.ok(relations[reference.relation], `${slug} has the relation ${reference.relation}`)
      for (const target of targets) {
        followed += 1
        t.ok(mayRefer(relations, reference.relation, target.slug), `${slug} → ${target.slug}`)
      }
    }
  }
  t.ok(followed > 60, `${followed} references were followed`)
})

await test('only its own type replaces a document (law.md §3.2 rule 8)', async (t) => {
  for (const { slug, relations } of catalogue) t.same(relations.replaces, [slug], slug)
})

await test('F8 alone corrects and F10 alone recalls, anything of their issuer', async (t) => {
  const having = (relation: (typeof RELATIONS)[number]) =>
    catalogue.filter(({ relations }) => relations[relation]).map(({ slug }) => slug)
  t.same(having('corrects'), ['ruling-correction'])
  t.same(having('recalls'), ['document-recall'])
  t.equal(knownEntry('ruling-correction').relations.corrects, 'any')
  t.equal(knownEntry('document-recall').relations.recalls, 'any')
})

await test('answers that the rules rest on are in the table', async (t) => {
  const answers: Readonly<Record<string, readonly string[]>> = {
    'assess-opinion': ['assess-entrustment'],
    'assess-entrustment': ['assess-supplement-notice', 'assess-return-notice'],
    'leave-return-record': ['leave-approval'],
    'place-change-reply': ['place-change-consult'],
    'ruling-revoke-probation': ['proposal-revoke-probation'],
    'ruling-revoke-parole': ['proposal-revoke-parole'],
    'ruling-not-revoked': ['proposal-revoke-probation', 'proposal-revoke-parole'],
    'proposal-imprison': ['supplement-request'],
    'decision-imprison-court': ['proposal-imprison'],
    'ruling-commutation': ['proposal-commutation'],
    'ruling-uncounted-period': ['proposal-uncounted-period'],
  }
  for (const [slug, types] of Object.entries(answers)) {
    t.same(knownEntry(slug).relations.answers, types, slug)
  }
  t.equal(knownEntry('service-receipt').relations.answers, 'any')
  t.same(knownEntry('proposal-arrest').relations['based-on'], [
    'proposal-revoke-probation',
    'proposal-revoke-parole',
  ])
  const missing = resolved(
    documentSchema('missing-documents-notice'),
    documentSchema('missing-documents-notice').definitions?.missing ?? {},
  )
  for (const slug of missing.items?.enum ?? []) {
    const { relations } = knownEntry(String(slug))
    t.ok(mayRefer(relations, 'answers', 'missing-documents-notice'), `${slug} answers B23`)
  }
})

await test('a body names no kind that the type does not concern (law.md §3.2 rule 6)', async (t) => {
  for (const { slug, kinds } of catalogue) {
    const schema = documentSchema(slug)
    const kind = schema.definitions?.body?.properties?.kind
    if (!kind) continue
    const allowed = resolved(schema, kind).enum ?? []
    t.same(
      allowed.filter((one) => !kinds.some((known) => known === one)),
      [],
      slug,
    )
  }
})
