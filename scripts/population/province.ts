/**
 * A province that does not exist: its cities and counties lie in region 1399xx, which nobody has
 * (law.md §5.3), and its units have codes that satisfy both checksums of GB 32100-2015.
 */
import {
  type AgencyCode,
  type AgencyKind,
  type AgencyLevel,
  isCreditCode,
} from '@xianjie/contracts'
import type { Unit } from '../workshop/agency-workshop.ts'

export type City = {
  readonly name: string
  readonly court: Unit
  readonly procuratorate: Unit
  readonly police: Unit
  readonly corrections: Unit
  readonly prison: Unit
}

export type County = {
  readonly name: string
  readonly region: string
  /** Of its courts' case numbers, such as `冀9911`. */
  readonly courtCode: string
  readonly city: City
  readonly court: Unit
  readonly procuratorate: Unit
  readonly police: Unit
  readonly detentionHouse: Unit
  readonly corrections: Unit
  readonly judicialOffice: Unit
  readonly justiceBureau: Unit
  readonly education: Unit
  readonly civilAffairs: Unit
}

export type Province = {
  readonly counties: readonly [County, ...County[]]
  readonly prisonAdministration: Unit
  readonly immigration: Unit
  readonly units: readonly Unit[]
}

const STEMS = '甲乙丙丁戊己庚辛壬癸'
const BRANCHES = '子丑寅卯辰巳午未申'
export const CITIES_MAX = STEMS.length
export const COUNTIES_OF_A_CITY_MAX = BRANCHES.length
const PROVINCE_REGION = '130000'

/** The same units for the same size; at most `CITIES_MAX` cities of `COUNTIES_OF_A_CITY_MAX` counties. */
export function makeProvince(cities: number, countiesOfEach: number): Province {
  if (cities < 1 || cities > CITIES_MAX) throw new RangeError(`${cities} cities`)
  if (countiesOfEach < 1 || countiesOfEach > COUNTIES_OF_A_CITY_MAX) {
    throw new RangeError(`${countiesOfEach} counties in a city`)
  }
  const units: Unit[] = []
  const unit = (name: string, kind: AgencyKind, level: AgencyLevel, region: string): Unit => {
    const code = creditCode(region, FIRST_SERIAL + units.length)
    const made: Unit = { code, name, kind, level, region }
    units.push(made)
    return made
  }
  const prisonAdministration = unit(
    '虚构省监狱管理局',
    'prison-administration',
    'provincial',
    PROVINCE_REGION,
  )
  const immigration = unit('虚构省移民管理机构', 'immigration', 'provincial', PROVINCE_REGION)
  const counties: County[] = []
  for (let at = 0; at < cities; at += 1) {
    const city = makeCity(at, unit)
    for (let number = 1; number <= countiesOfEach; number += 1) {
      counties.push(makeCounty(at, number, city, unit))
    }
  }
  const [first, ...others] = counties as [County, ...County[]]
  return { counties: [first, ...others], prisonAdministration, immigration, units }
}

type MakeUnit = (name: string, kind: AgencyKind, level: AgencyLevel, region: string) => Unit

function makeCity(at: number, unit: MakeUnit): City {
  const name = `${STEMS[at]}川市`
  const region = `1399${at}0`
  return {
    name,
    court: unit(`${name}中级人民法院`, 'court', 'municipal', region),
    procuratorate: unit(`${name}人民检察院`, 'procuratorate', 'municipal', region),
    police: unit(`${name}公安局`, 'police', 'municipal', region),
    corrections: unit(`${name}社区矫正机构`, 'corrections', 'municipal', region),
    prison: unit(`${STEMS[at]}川监狱`, 'prison', 'municipal', region),
  }
}

function makeCounty(at: number, number: number, city: City, unit: MakeUnit): County {
  const name = `${STEMS[at]}${BRANCHES[number - 1]}县`
  const region = `1399${at}${number}`
  const make = (what: string, kind: AgencyKind, level: AgencyLevel = 'county') =>
    unit(`${name}${what}`, kind, level, region)
  return {
    name,
    region,
    courtCode: `冀99${at}${number}`,
    city,
    court: make('人民法院', 'court'),
    procuratorate: make('人民检察院', 'procuratorate'),
    police: make('公安局', 'police'),
    detentionHouse: make('看守所', 'detention-house'),
    corrections: make('社区矫正机构', 'corrections'),
    judicialOffice: make('城关司法所', 'judicial-office', 'township'),
    justiceBureau: make('司法局', 'justice-bureau'),
    education: make('教育局', 'education'),
    civilAffairs: make('民政局', 'civil-affairs'),
  }
}

/** Far above the serial numbers of the units of law.md §7. */
const FIRST_SERIAL = 50_000_000
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Organs (`11`), the region, an organisation code of GB 11714 and the check character. */
export function creditCode(region: string, serial: number): AgencyCode {
  const digits = String(serial).padStart(8, '0')
  const sum = ORGANISATION_WEIGHTS.reduce((all, weight, at) => all + weight * Number(digits[at]), 0)
  const check = 11 - (sum % 11)
  const organisation = digits + (check === 10 ? 'X' : check === 11 ? '0' : String(check))
  const stem = `11${region}${organisation}`
  const code = [...ALPHABET].map((last) => stem + last).find(isCreditCode)
  if (code === undefined) throw new RangeError(`no check character fits ${stem}`)
  return code as AgencyCode
}
