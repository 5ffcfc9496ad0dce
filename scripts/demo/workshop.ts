/**
 * Keys and certificates of the demo's agencies, made once and kept. The folders are those that
 * `xianjie authority make` and `xianjie agency make` write, so that the command line can act as any of them.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { instant } from '@xianjie/contracts'
import type { KeyKind } from '@xianjie/seal/make'
import { agencyFiles, readAgencyFolder } from '../cli/agency-folder.ts'
import { AUTHORITY_FILES, readAuthority, writeAuthority } from '../cli/authority-folder.ts'
import { writeNewFiles } from '../cli/files.ts'
import {
  type Authority,
  type EquippedAgency,
  equipAgency,
  makeDemoAuthority,
  withFile,
} from '../workshop/agency-workshop.ts'
import { units } from '../workshop/units.ts'
import type { UnitName } from './story.ts'

export type Workshop = ReadonlyMap<UnitName, EquippedAgency>

export type WorkshopWish = {
  /** Where keys and certificates are kept. */
  readonly folder: string
  /** The platform's folder of agency files. */
  readonly agencies: string
  /** RSA-2048 unless told. */
  readonly kind?: KeyKind
  /** Called before each key that has to be made, with how many are left, that one included. */
  readonly onMaking?: (name: string, left: number) => void
}

/** Around all stories, and long enough for whoever tries the demo later. */
const VALIDITY = {
  from: instant(Date.parse('2020-01-01T00:00:00+08:00')),
  to: instant(Date.parse('2035-01-01T00:00:00+08:00')),
}
const NAMES = Object.keys(units) as readonly UnitName[]

/** `qingshiCorrections` → `qingshi-corrections`. */
export const folderName = (name: UnitName): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** Makes what is missing, reads what is there, writes the agency files. */
export async function openWorkshop(wish: WorkshopWish): Promise<Workshop> {
  const progress = progressOf(wish)
  const authority = openAuthority(wish, progress)
  const workshop = new Map<UnitName, EquippedAgency>()
  for (const name of NAMES) workshop.set(name, await openAgency(name, authority, wish, progress))
  mkdirSync(wish.agencies, { recursive: true })
  for (const [name, { file }] of workshop) {
    writeFileSync(agencyFileOf(wish, name), `${JSON.stringify(file, null, 2)}\n`)
  }
  return workshop
}

const agencyFileOf = ({ agencies }: WorkshopWish, name: UnitName): string =>
  join(agencies, `${folderName(name)}.json`)

const authorityFolder = ({ folder }: WorkshopWish): string => join(folder, 'ca')

/** The last file that is written tells that a folder is whole. */
const hasAuthority = (wish: WorkshopWish): boolean =>
  existsSync(join(authorityFolder(wish), AUTHORITY_FILES.list))
const hasAgency = ({ folder }: WorkshopWish, name: UnitName): boolean =>
  existsSync(join(folder, folderName(name), 'agency.json'))

function progressOf(wish: WorkshopWish): (name: string) => void {
  const made = [hasAuthority(wish), ...NAMES.map((name) => hasAgency(wish, name))]
  let left = made.filter((one) => !one).length
  return (name) => {
    wish.onMaking?.(name, left)
    left -= 1
  }
}

function openAuthority(wish: WorkshopWish, progress: (name: string) => void): Authority {
  const folder = authorityFolder(wish)
  if (hasAuthority(wish)) return readAuthority(folder)
  rmSync(folder, { recursive: true, force: true })
  progress('CA')
  const authority = makeDemoAuthority('衔接演示证书颁发机构', VALIDITY, wish.kind)
  writeAuthority(folder, authority)
  return authority
}

async function openAgency(
  name: UnitName,
  authority: Authority,
  wish: WorkshopWish,
  progress: (name: string) => void,
): Promise<EquippedAgency> {
  const folder = join(wish.folder, folderName(name))
  const unit = units[name]
  if (hasAgency(wish, name)) {
    const { signer, tokenKeys } = readAgencyFolder(folder)
    return withFile(unit, signer, authority, tokenKeys)
  }
  rmSync(folder, { recursive: true, force: true })
  progress(unit.name)
  const agency = await equipAgency(unit, authority, wish.kind)
  writeNewFiles(agencyFiles(folder, agency))
  return agency
}
