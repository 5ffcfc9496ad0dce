import { openTestPlatform, exampleOf } from '../services/standalone/testing/test-platform.ts'
import { openEventLog } from '@xianjie/embedded'
import { randomBytes, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
const p = await openTestPlatform({ agencies: ['yunxiCourt'], folder: '/tmp/prof/one' + Date.now() })
const a = await p.push({ by: 'yunxiCourt', document: exampleOf('ruling-parole') })
console.log(a.status, JSON.stringify(a.body).length)
await p.close()
const log1 = await openEventLog(p.folder + '/data/log')
let data = ''
for await (const page of log1.scan(0)) for (const e of page) if (e.type.startsWith('document')) data = Buffer.from(e.data).toString()
await log1.close()
console.log(data.length, data)
rmSync('/tmp/prof/log', { recursive: true, force: true })
const log = await openEventLog('/tmp/prof/log')
const parsed = JSON.parse(data)
let subjectId = ''
for (let i = 0; i < 60000; i += 500) {
  await Promise.all(Array.from({ length: 500 }, (_, k) => {
    if ((i + k) % 18 === 0) subjectId = 'sub_' + randomBytes(20).toString('hex')
    const documentId = randomUUID()
    const d = { ...parsed, documentId, subjectId, nameKey: subjectId.slice(4, 36) }
    return log.append('document-' + documentId, 'no-stream', [{ id: documentId as never, type: 'document.accepted.v1', data: Buffer.from(JSON.stringify(d)), evidence: randomBytes(6000) }])
  }))
}
console.log(await log.head())
await log.close()
