/** The headers that a caller needs, in a file that curl reads (`curl -H @file`), kept fresh while the demo runs. */
import { renameSync, writeFileSync } from 'node:fs'
import { ASKER } from './play.ts'
import { PURPOSE, type Site, tokenOf } from './visitor.ts'

/** A token is good for ten minutes by the platform's clock, which a visitor may set. */
const RENEW_MS = 60_000
const ONLY_OWNER = 0o600

/** Writes the file now and every minute, for as long as the process lives. */
export async function keepHeaderFile(file: string, site: Omit<Site, 'url'>): Promise<void> {
  await writeHeaders(file, site)
  setInterval(() => {
    // A disk that is full now may not be in a minute; the demo itself needs no such file.
    writeHeaders(file, site).catch(() => {})
  }, RENEW_MS).unref()
}

async function writeHeaders(file: string, site: Omit<Site, 'url'>): Promise<void> {
  const token = await tokenOf(site, ASKER)
  const text = `Authorization: Bearer ${token}\nXianjie-Purpose: ${PURPOSE}\n`
  writeFileSync(`${file}.new`, text, { mode: ONLY_OWNER })
  renameSync(`${file}.new`, file)
}
