/**
 * The region codes of GB/T 2260 with the time in which each was listed, from the dev dependencies
 * `gb2260` (nineteen lists of the National Bureau of Statistics, 2002 to 2016) and `@vant/area-data`
 * (a recent one). To refresh: raise the version of the latter and the day below, and generate.
 */
import { createRequire } from 'node:module'

type Codes = Readonly<Record<string, string>>
type List = { readonly day: string; readonly codes: Codes }
type Areas = Readonly<Record<'province_list' | 'city_list' | 'county_list', Codes>>
type Span = { readonly name: string; readonly from?: string; readonly to?: string }

/** Day on which the version of `@vant/area-data` was published. */
const RECENT_DAY = '2025-10-03'
/** Rows of the tables that name no place. */
const PLACEHOLDER = /^(市辖区|县|.*直辖县级行政区划)$/
/** Cities without counties, below which the recent list has towns. */
const WITHOUT_COUNTIES = ['4419', '4420', '4604', '6202']
const DAY_MS = 86_400_000

/** Path below the repository → text. */
export function regionFiles(): ReadonlyMap<string, string> {
  const { lists, source } = readLists()
  const codes = [...new Set(lists.flatMap((list) => Object.keys(list.codes)))].sort()
  const rows = codes.map(
    (code) => `    ${JSON.stringify(code)}: ${JSON.stringify(spansOf(code, lists))}`,
  )
  const text = `{\n  "source": ${JSON.stringify(source)},\n  "codes": {\n${rows.join(',\n')}\n  }\n}\n`
  return new Map([['schemas/codelists/regions/gb2260.json', text]])
}

function readLists(): { readonly lists: readonly List[]; readonly source: string } {
  const require = createRequire(import.meta.url)
  const months = [...(require('gb2260/lib/revisions.json') as readonly string[])].sort()
  const past = months.map((month) => ({
    day: lastDay(month),
    codes: named(require(`gb2260/lib/${month}.json`) as Codes),
  }))
  const { areaList } = require('@vant/area-data') as { readonly areaList: Areas }
  const { province_list, city_list, county_list } = areaList
  const recent = named(onlyStandard({ ...province_list, ...city_list, ...county_list }))
  const { version } = require('gb2260/package.json') as { readonly version: string }
  return {
    lists: [...past, { day: RECENT_DAY, codes: recent }],
    source: `GB/T 2260 (gb2260 ${version}, ${months[0]}–${months.at(-1)}; @vant/area-data, ${RECENT_DAY})`,
  }
}

const lastDay = (month: string): string =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(4)), 0))
    .toISOString()
    .slice(0, 10)

const named = (codes: Codes): Codes =>
  Object.fromEntries(
    Object.entries(codes).filter(([code, name]) => code.endsWith('00') || !PLACEHOLDER.test(name)),
  )

/**
 * Without what is no code of the standard: zones of statistics (71–79, 91–99 within a city), towns,
 * and the parts of Taiwan, Hong Kong and Macao.
 */
const onlyStandard = (codes: Codes): Codes =>
  Object.fromEntries(
    Object.entries(codes).filter(([code]) => {
      if (/^(71|81|82)/.test(code)) return code.endsWith('0000')
      const county = code.slice(4)
      if (county === '00') return true
      const isZone = !code.startsWith('90', 2) && /^[79]/.test(county)
      return !isZone && !WITHOUT_COUNTIES.includes(code.slice(0, 4))
    }),
  )

/**
 * From the day after the last list without the code to the day before the next one without it, since
 * no list says on which day between them it changed; the name is the last one.
 */
function spansOf(code: string, lists: readonly List[]): readonly Span[] {
  const spans: Span[] = []
  for (const [at, { codes }] of lists.entries()) {
    const name = codes[code]
    if (name === undefined) continue
    const before = lists[at - 1]
    const goesOn = before?.codes[code] !== undefined
    const open = goesOn ? spans.pop() : undefined
    const from = open ? open.from : before && shifted(before.day, 1)
    const next = lists[at + 1]
    const to = next && next.codes[code] === undefined ? shifted(next.day, -1) : undefined
    spans.push({ name, ...(from ? { from } : {}), ...(to ? { to } : {}) })
  }
  return spans
}

const shifted = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
