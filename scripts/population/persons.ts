/** Fictitious persons: numbers that satisfy GB 11643 in a region that nobody has, names as in law.md §7. */
import { addDays, daysBetween, isResidentId, type LegalDate, type Person } from '@xianjie/contracts'
import type { Random } from './random.ts'

const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜'] as [
  string,
  ...string[],
]
const GIVEN = [...'甲乙丙丁戊己庚辛壬癸'] as [string, ...string[]]
/** Adults are born within so many days from 1955; both are prime, so that neighbours are far apart. */
const ADULT_DAYS = 16_001
const STEP = 7_919
const ADULTS_FROM = '1955-01-01' as LegalDate
/** Minors are born within so many days; a prime too. */
const MINOR_DAYS = 601
const MALE_SHARE = 0.86

/** Person `n`, an adult whatever the day; no two have one number. */
export const adult = (n: number, region: string, random: Random): Person =>
  person(n, region, random, addDays(ADULTS_FROM, (n * STEP) % ADULT_DAYS), ADULT_DAYS)

/**
 * Sixteen or seventeen years old on that day, and so born after all adults. Of the days that would do,
 * the one that is congruent with `n`: whoever shares a birth date then has another sequence number.
 */
export function minorOn(day: LegalDate, n: number, region: string, random: Random): Person {
  const earliest = addDays(day, -YOUNGEST_DAYS)
  const ordinal = daysBetween(ADULTS_FROM, earliest)
  const offset = (((n - ordinal) % MINOR_DAYS) + MINOR_DAYS) % MINOR_DAYS
  return person(n, region, random, addDays(earliest, offset), MINOR_DAYS)
}
const YOUNGEST_DAYS = Math.ceil(17.85 * 365.25)

function person(
  n: number,
  region: string,
  random: Random,
  birthDate: LegalDate,
  days: number,
): Person {
  const male = random.chance(MALE_SHARE)
  // Odd sequence numbers are men's; each birth date has 499 of either.
  const sequence = 2 * (Math.floor(n / days) % 499) + (male ? 1 : 2)
  const stem = `${region}${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
  const idNumber = [...'0123456789X'].map((check) => stem + check).find(isResidentId)
  if (idNumber === undefined) throw new RangeError(`no check digit fits ${stem}`)
  return {
    idType: 'resident-id',
    idNumber,
    name: `${random.pick(SURNAMES)}某${random.pick(GIVEN)}`,
    sex: male ? 'male' : 'female',
    birthDate,
  }
}
