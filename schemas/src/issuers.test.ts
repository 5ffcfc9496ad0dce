/** The issuers in the entries are those of law.md §1, column "Issuer", and §4.1. */
import type { AgencyKind, AgencyLevel } from '@xianjie/contracts'
import { test } from 'tap'
import { catalogue, knownEntry } from './catalogue.ts'

/** Rows of law.md §1 by their issuers, in the words of the table below. */
const ISSUERS: Readonly<Record<string, string>> = {
  A1: 'CT PR PS PA PN',
  'A2 A3 A4 A6': 'CC-x',
  A5: 'CC-x CT PR PS PA PN',
  B1: 'CT',
  B2: 'CT-I+',
  B3: 'CT-I CT-H',
  'B4 B5 B10': 'PN DH',
  B6: 'CT',
  B7: 'PA',
  B8: 'PS-city',
  B9: 'PA PS-city',
  // The hospital is no agency here: its paper comes by the organ that asked for it (TPE14 9-12).
  'B11 B12': 'PN DH CT',
  'B13 B15 B16 B17': 'DO',
  B14: 'CT',
  B18: 'PN DH PS CC-x',
  'B19 B20': 'PA PS-city',
  B21: 'CC CT* PR* PS* IMM PA* PN DH JO* JB',
  'B22 B23 B24': 'CC-x',
  B25: 'CC-x JO',
  'B26 B27': 'DO CC-x',
  C1: 'JO CC-x CC-city',
  'C2 C4 C5 C6 C7 C8 C9 C10 C11 C12': 'CC-x',
  C3: 'CC-x JO',
  C13: 'PN DH',
  'C14 C15 C16 C17': 'CC-x',
  // 派出所 too, for a warning or a small fine: see competence/content.ts.
  C18: 'PS PS-station',
  C19: 'CC-x',
  C20: 'CC-city CC-prov',
  'C21 C22': 'CC-x',
  C23: 'PS CT PR',
  C24: 'PS',
  'C25 C26 C27': 'PS PR CT',
  C28: 'CT',
  C29: 'PS',
  C30: 'CC-x',
  C31: 'CC-city CC-prov',
  C32: 'CT-I CT-H',
  C33: 'CC-x',
  C34: 'DO',
  C35: 'PN DH DO CC-x',
  C36: 'CC-x',
  'assistance-referral': 'CC-x',
  'assistance-feedback': 'DEPARTMENTS JB',
  C38: 'JB-county',
  C39: 'CC-x',
  C40: 'CC-x JO',
  C41: 'PR',
  'D1 D2 D3 D26': 'CC-x CC-city CC-prov',
  'D4 D5 D7 D8 D9 D11 D16': 'CT',
  D6: 'PS-x',
  D10: 'CC-x',
  D12: 'PA',
  D13: 'PS-city',
  'D14 D15': 'DO',
  D17: 'CT PS',
  D18: 'PN DH PS-x',
  'D19 D20': 'PS',
  'D21 D22': 'PN DH',
  D23: 'CT-I',
  'D24 D25': 'CT',
  'E1 E2 E3 E4 E5 E6 E9 E10': 'CC-x',
  E7: 'PN DH',
  E8: 'CT-I CT-H',
  'F1 F2 F3 F4 F5': 'PR',
  F6: 'CC-x CC-city CC-prov CT PS PA PN DH JO JB IMM',
  F7: 'CT PA PS-city',
  'F8 F9': 'CT',
  F10: 'CC CT* PR* PS* IMM PA* PN DH JO* JB DEPARTMENTS',
  F11: 'CT PR',
  'F12 F13': 'CT PR PS CC-x JB',
}

const COUNTY_UP = ['county', 'municipal', 'provincial', 'national'] as const
const CITY_UP = COUNTY_UP.slice(1)
type Issuer = readonly [AgencyKind, (readonly AgencyLevel[])?]

/** law.md §0.2 and §4.1; `*` and no list of levels: of any level. */
const WORDS: Readonly<Record<string, readonly Issuer[]>> = {
  CT: [['court', COUNTY_UP]],
  'CT*': [['court']],
  'CT-I+': [['court', CITY_UP]],
  'CT-I': [['court', ['municipal']]],
  'CT-H': [['court', ['provincial']]],
  PR: [['procuratorate', COUNTY_UP]],
  'PR*': [['procuratorate']],
  PS: [['police', COUNTY_UP]],
  'PS*': [['police']],
  'PS-x': [['police', ['county']]],
  'PS-city': [['police', CITY_UP]],
  'PS-station': [['police', ['township']]],
  PA: [['prison-administration', ['provincial', 'national']]],
  'PA*': [['prison-administration']],
  PN: [['prison']],
  DH: [['detention-house']],
  CC: [['corrections']],
  'CC-x': [['corrections', ['county']]],
  'CC-city': [['corrections', ['municipal']]],
  'CC-prov': [['corrections', ['provincial']]],
  JO: [['judicial-office', ['township']]],
  'JO*': [['judicial-office']],
  JB: [['justice-bureau']],
  'JB-county': [['justice-bureau', ['county']]],
  IMM: [['immigration']],
  DO: [
    ['court', COUNTY_UP],
    ['prison-administration', ['provincial', 'national']],
    ['police', CITY_UP],
  ],
  DEPARTMENTS: [
    ['education'],
    ['civil-affairs'],
    ['human-resources'],
    ['market-regulation'],
    ['medical-insurance'],
    ['health'],
  ],
}

/** `kind level` of each, `kind *` where the level does not matter. */
const flat = (issuers: readonly Issuer[]): readonly string[] =>
  [
    ...new Set(
      issuers.flatMap(([kind, levels = ['*']]) => levels.map((level) => `${kind} ${level}`)),
    ),
  ].sort()

const slugsOf = (name: string): readonly string[] => {
  const ofRow = catalogue.filter(({ row }) => row === name).map(({ slug }) => slug)
  return ofRow.length > 0 ? ofRow : [knownEntry(name).slug]
}
const expected = Object.entries(ISSUERS).flatMap(([names, words]) =>
  names
    .split(' ')
    .flatMap(slugsOf)
    .map((slug) => ({ slug, words })),
)

await test('each type stands in the table once', async (t) => {
  t.same(expected.map(({ slug }) => slug).sort(), catalogue.map(({ slug }) => slug).sort())
})

await test('each type may be issued by those whom the law names and by nobody else', async (t) => {
  for (const { slug, words } of expected) {
    const wanted = flat(words.split(' ').flatMap((word) => WORDS[word] ?? []))
    const found = flat(
      knownEntry(slug).issuers.map(
        ({ kind, levels }): Issuer => (levels ? [kind, levels] : [kind]),
      ),
    )
    t.same(found, wanted, slug)
  }
})

await test('whoever may issue anything may withdraw it', async (t) => {
  const recallers = new Set(knownEntry('document-recall').issuers.map(({ kind }) => kind))
  for (const { slug, issuers } of catalogue) {
    for (const { kind } of issuers) t.ok(recallers.has(kind), `${slug} by ${kind}`)
  }
})
