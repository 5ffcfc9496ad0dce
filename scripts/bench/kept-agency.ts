/** The bench's agency on disk, so that the load process can sign as it. */
import { createPrivateKey } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { instant } from '@xianjie/contracts'
import { keyPairOf, privateKeyPem } from '@xianjie/seal/make'
import { type EquippedAgency, equipAgency, makeDemoAuthority } from '../workshop/agency-workshop.ts'
import { units } from '../workshop/units.ts'

const YEARS = {
  from: instant(Date.parse('2020-01-01T00:00:00Z')),
  to: instant(Date.parse('2040-01-01T00:00:00Z')),
}

/** Makes an RSA-2048 court with a P-256 authority, and the folder of agency files with it alone. */
export async function keepAgency(folder: string): Promise<EquippedAgency> {
  const agency = await equipAgency(units.yunxiCourt, makeDemoAuthority('Bench CA', YEARS))
  mkdirSync(join(folder, 'agencies'), { recursive: true })
  writeFileSync(join(folder, 'agencies', 'court.json'), JSON.stringify(agency.file))
  writeFileSync(
    join(folder, 'court.json'),
    JSON.stringify({
      file: agency.file,
      kid: agency.kid,
      der: agency.signer.der.toString('base64'),
      sign: privateKeyPem(agency.signer.keys),
      token: privateKeyPem(agency.tokenKeys),
    }),
  )
  return agency
}

export async function loadAgency(folder: string): Promise<EquippedAgency> {
  const kept = JSON.parse(readFileSync(join(folder, 'court.json'), 'utf8'))
  return {
    unit: units.yunxiCourt,
    kid: kept.kid,
    file: kept.file,
    tokenKeys: keyPairOf(createPrivateKey(kept.token)),
    signer: { der: Buffer.from(kept.der, 'base64'), keys: keyPairOf(createPrivateKey(kept.sign)) },
  } as EquippedAgency
}
