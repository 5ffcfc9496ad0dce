import { openEventLog, openReadModel } from '@xianjie/embedded'
import { Projection, statusView } from '@xianjie/status'
import { rmSync } from 'node:fs'
const log = await openEventLog('/tmp/prof/log')
for (let r = 0; r < 4; r++) {
  let n = 0; let t = performance.now()
  for await (const page of log.scan(0)) n += page.length
  const scan = n / (performance.now() - t) * 1000
  rmSync('/tmp/prof/v', { recursive: true, force: true })
  const view = openReadModel('/tmp/prof/v', statusView)
  const pr = new Projection({ log, view, onParked: () => console.log('parked') })
  t = performance.now()
  for await (const page of log.scan(0)) pr.take(page)
  const rb = n / (performance.now() - t) * 1000
  console.log(n, Math.round(scan), Math.round(rb), (rb / scan).toFixed(3))
  view.close()
}
await log.close()
