/** The OpenAPI 3.1 document: what a platform that has all routes says of itself. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLog } from '@xianjie/log'
import { readConfig, startPlatform } from '@xianjie/standalone'

/** Path below the repository → text. */
export async function openApiFiles(): Promise<ReadonlyMap<string, string>> {
  const text = `${JSON.stringify(await describedBy(), undefined, 2)}\n`
  return new Map([['schemas/api/openapi.json', text]])
}

/** The description that a platform gives, which runs for it on an empty folder and listens to nothing. */
export async function describedBy(environment: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-openapi-'))
  try {
    const read = readConfig({
      XIANJIE_DATA: join(folder, 'data'),
      XIANJIE_AGENCIES: join(folder, 'agencies'),
      ...environment,
    })
    if (!read.ok) throw new Error(JSON.stringify(read.faults))
    const { app, close } = await startPlatform(
      read.config,
      createLog({ service: 'generate', level: 'silent' }),
    )
    try {
      await app.ready()
      return app.swagger()
    } finally {
      await close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
