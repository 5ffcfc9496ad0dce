import t from 'tap'
import type { RegionList } from '../codes/region.ts'
import { liesIn, regionOn, regionPath } from '../codes/region.ts'
import type { LegalDate } from '../time.ts'
import { mayRefer } from './catalogue.ts'
import type { FactBody } from './fact-fields.ts'
import type { IntakeCircumstances } from './intake-check.ts'
import { intakeFindings } from './intake-findings.ts'

const date = (text: string) => text as LegalDate
const regions: RegionList = {
  codes: {
    130284: [{ name: '滦州市', from: date('2016-08-01') }],
    130223: [{ name: '滦县', to: date('2025-10-02') }],
    410307: [
      { name: '洛龙区', to: date('2007-12-30') },
      { name: '偃师区', from: date('2016-08-01') },
    ],
  },
}
const sound: IntakeCircumstances = {
  type: 'decision-warning',
  effect: 'warn',
  issuer: { kind: 'corrections', level: 'county', region: '130284' },
  madeOn: date('2026-06-08'),
  facts: {},
  acceptedOn: date('2026-06-08'),
  unregistered: 0,
  courtLevels: [],
  references: { unknown: 0, otherType: 0, otherNumber: 0 },
  revocation: 'good',
  identityDiffers: false,
  regions,
}
const codes = (change: Partial<IntakeCircumstances>) =>
  intakeFindings({ ...sound, ...change }).map(({ code }) => code)
const stating = (facts: FactBody, change: Partial<IntakeCircumstances> = {}) =>
  codes({ ...change, facts })

t.test('a sound document has no findings', async (t) => {
  t.same(codes({}), [])
})

t.test('each finding has its cause', async (t) => {
  t.same(codes({ unregistered: 1 }), ['recipient-not-registered'])
  t.same(codes({ revocation: 'unchecked' }), ['revocation-unchecked'])
  t.same(codes({ identityDiffers: true }), ['identity-differs'])
  t.same(codes({ acceptedOn: date('2026-06-07') }), ['made-in-future'])
  t.same(codes({ effectiveOn: date('2026-06-07') }), ['effective-before-made'])
  const stated = { type: 'notice-effective', effect: 'state-effect' } as const
  t.same(codes({ ...stated, effectiveOn: date('2026-06-07') }), [], 'the effect of another paper')
  t.same(codes({ effectiveOn: date('2026-06-08') }), [])
  const { references } = sound
  t.same(codes({ references: { ...references, unknown: 1 } }), ['reference-unknown'])
  t.same(codes({ references: { ...references, otherType: 1 } }), ['reference-of-other-type'])
  t.same(codes({ references: { ...references, otherNumber: 1 } }), ['reference-number-differs'])
})

t.test('what is done with a document comes after it, what it reports before', async (t) => {
  t.same(stating({ servedOn: '2026-06-07' }), ['served-before-made'])
  t.same(stating({ servedOn: '2026-06-08', servedOnProsecutor: '2026-06-09' }), [])
  t.same(stating({ notifiedOn: '2026-06-01' }), ['served-before-made'])
  t.same(stating({ reportedOn: '2026-06-09' }), ['act-after-paper'])
  t.same(stating({ reportedOn: '2026-06-08', appliedOn: '2026-06-01' }), [])
  t.same(stating({ decidedAt: '2026-06-08T23:59:00+08:00' }), [])
  t.same(stating({ decidedAt: '2026-06-08T16:00:00Z' }), ['act-after-paper'], 'the 9th in Shanghai')
})

t.test('a diagnosis is received after the hospital made it', async (t) => {
  t.same(stating({ receivedOn: '2026-06-09' }), ['act-after-paper'])
  t.same(stating({ receivedOn: '2026-06-09' }, { type: 'medical-diagnosis' }), [])
})

t.test('periods run forward, and have the length of their term', async (t) => {
  t.same(stating({ periodFrom: '2026-03-24', periodTo: '2026-03-23' }), ['period-reversed'])
  t.same(stating({ from: '2026-05-24', to: '2026-05-15' }), ['period-reversed'])
  t.same(stating({ from: '2026-05-15T18:00:00+08:00', to: '2026-05-15' }), [])
  t.same(stating({ uncountedFrom: '2026-05-24', uncountedTo: '2026-05-15' }), ['period-reversed'])
  const period = { periodFrom: '2026-03-24', periodTo: '2026-08-23' }
  t.same(stating({ ...period, term: { months: 5 } }), [])
  t.same(stating({ ...period, term: { months: 6 } }), ['period-differs-from-term'])
  t.same(stating({ ...period, term: { months: 6 }, creditedDays: 30 }), [])
})

t.test('a death is not discovered before it happens', async (t) => {
  t.same(stating({ diedOn: '2026-06-05T03:00:00+08:00', discoveredOn: '2026-06-05' }), [])
  t.same(stating({ diedOn: '2026-06-05', discoveredOn: '2026-06-04' }), ['discovered-before-death'])
})

t.test(
  'leave beyond the competence of its issuer is for the procuratorate (SPP19 643)',
  async (t) => {
    const leave = (
      to: string,
      issuer: Partial<IntakeCircumstances['issuer']>,
      outcome = 'granted',
    ) =>
      stating(
        { outcome: outcome as 'granted', from: '2026-06-10', to },
        {
          type: 'leave-approval',
          issuer: { ...sound.issuer, ...issuer },
        },
      )
    const office = { kind: 'judicial-office', level: 'township' } as const
    t.same(leave('2026-06-16', office), [], 'seven days')
    t.same(leave('2026-06-17', office), ['leave-over-competence'], 'eight')
    t.same(leave('2026-06-17', office, 'refused'), [])
    t.same(leave('2026-07-09', {}), [], 'thirty days')
    t.same(leave('2026-07-10', {}), ['leave-over-competence'])
    t.same(leave('2026-09-01', { level: 'municipal' }), [])
    t.same(leave('2026-06-17T12:00:00+08:00', office), ['leave-over-competence'])
    t.same(stating({ outcome: 'granted' }, { type: 'leave-approval' }), [])
  },
)

t.test('a proposal comes from the agency at the level of the court (law.md §9-29)', async (t) => {
  const propose = (type: string, ...courtLevels: readonly ('county' | 'municipal')[]) =>
    codes({ type, courtLevels })
  t.same(propose('proposal-revoke-parole', 'municipal'), ['proposal-not-at-court-level'])
  t.same(propose('proposal-revoke-parole', 'county'), [])
  t.same(propose('proposal-revoke-parole'), [])
  t.same(propose('decision-warning', 'municipal'), [])
  t.same(propose('proposal-commutation', 'municipal'), [], 'which the city sends (CCM 42)')
})

t.test('a penalty proposed for a parolee wants another basis (law.md §9-6)', async (t) => {
  const proposal = { type: 'proposal-ps-penalty', effect: 'propose-penalty' } as const
  t.same(stating({ kind: 'parole' }, proposal), ['penalty-proposal-for-parolee'])
  t.same(stating({ kind: 'probation' }, proposal), [])
  t.same(stating({ kind: 'parole' }), [])
})

t.test('a region code is known for the day on which it is used', async (t) => {
  t.same(stating({ region: '130284' }), [])
  t.same(stating({ region: '139921' }), ['region-unknown'])
  t.same(stating({ residenceRegion: '130223' }), ['region-unknown'], 'abolished')
  t.same(stating({ residenceRegion: '130223' }, { madeOn: date('2016-01-05') }), [])
  const day = { madeOn: date('2012-06-08') }
  t.same(stating({ region: '410307' }, day), ['region-unknown'], 'between its two names')
  t.equal(regionOn(regions, '410307', date('2026-01-01'))?.name, '偃师区')
  t.equal(regionOn(regions, '410307', date('2007-12-30'))?.name, '洛龙区')
  t.equal(regionOn(regions, 'constructor', date('2026-01-01')), undefined)
})

t.test('an agency takes in whom it is the agency of', async (t) => {
  const enrol = (region: string, issuer: Partial<IntakeCircumstances['issuer']> = {}) =>
    stating({ region }, { type: 'enrolment-record', issuer: { ...sound.issuer, ...issuer } })
  t.same(enrol('130284'), [])
  t.same(enrol('130284', { region: '130200' }), [])
  t.same(enrol('130284', { region: '130223' }), ['place-outside-territory'])
  t.same(enrol('130284', { kind: 'prison', region: '410000' }), [])
})

t.test('the agency that a paper names is the one of the place that it names', async (t) => {
  const place = (kind: 'corrections' | 'court', region: string) =>
    stating({ region: '130284' }, { placeAgency: { kind, region } })
  t.same(place('corrections', '130284'), [])
  t.same(place('corrections', '130223'), ['place-agency-differs'])
  t.same(place('court', '130284'), ['place-agency-differs'])
  t.same(stating({}, { placeAgency: { kind: 'corrections', region: '130223' } }), [])
})

t.test('a region lies in its city, its province and the country', async (t) => {
  t.same(regionPath('139921'), ['139921', '139900', '130000'])
  t.same(regionPath('130000'), ['130000'])
  for (const outer of ['139921', '139900', '130000', '000000']) t.ok(liesIn('139921', outer), outer)
  for (const outer of ['139922', '130200', '140000']) t.notOk(liesIn('139921', outer), outer)
  t.notOk(liesIn('139900', '139921'), 'a city does not lie in its county')
})

t.test('a relation leads to the types of its list, or to any', async (t) => {
  const relations = { answers: ['leave-approval'], recalls: 'any' } as const
  t.ok(mayRefer(relations, 'answers', 'leave-approval'))
  t.notOk(mayRefer(relations, 'answers', 'reply'))
  t.ok(mayRefer(relations, 'recalls', 'reply'))
  t.notOk(mayRefer(relations, 'delivers', 'leave-approval'))
})
