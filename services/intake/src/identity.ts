import { type Person, readIdentityNumber } from '@xianjie/contracts'

/** Whether birth date or sex contradict the identity number (GB 11643: digits 7–14 and 17). */
export function identityDiffers({ idType, idNumber, birthDate, sex }: Person): boolean {
  const stated = readIdentityNumber(idType, idNumber)
  if (stated?.birthDate === undefined) return false
  return stated.birthDate !== birthDate || (sex !== 'unknown' && stated.sex !== sex)
}
