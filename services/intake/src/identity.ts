import { isResidentId, type Person } from '@xianjie/contracts'

/** Whether birth date or sex contradict the identity number (GB 11643: digits 7–14 and 17). */
export function identityDiffers({ idType, idNumber, birthDate, sex }: Person): boolean {
  if (idType !== 'resident-id' || !isResidentId(idNumber)) return false
  const stated = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`
  const male = Number(idNumber[16]) % 2 === 1
  return stated !== birthDate || (sex !== 'unknown' && male !== (sex === 'male'))
}
