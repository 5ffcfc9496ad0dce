/** `npm start`: plays the demo in a sandbox, then runs the platform on it until it is told to stop. */
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createLog } from '@xianjie/log'
import { addressOf, type Config, describeFault, readConfig, serve } from '@xianjie/standalone'
import { playDemo, siteOf, stories } from './demo/demo.ts'
import { keepHeaderFile } from './demo/header-file.ts'
import { nextSteps, summaryLines } from './demo/next-steps.ts'
import { heading, lineOf } from './demo/table.ts'
import { Unexpected } from './demo/visitor.ts'
import { openWorkshop } from './demo/workshop.ts'

const DATA = './data/demo'

const data = process.env.XIANJIE_DATA || DATA
const read = readConfig({
  ...process.env,
  XIANJIE_DATA: data,
  XIANJIE_AGENCIES: join(data, 'agencies'),
  XIANJIE_SANDBOX: 'true',
})
if (!read.ok) {
  for (const fault of read.faults) console.error(describeFault(fault))
  process.exit(2)
}
try {
  await start(read.config)
} catch (error) {
  console.error(`xianjie: the demo failed: ${error instanceof Error ? error.message : error}`)
  // A refusal means that the folder holds something else than this demo has written.
  if (error instanceof Unexpected) console.error(`xianjie: remove ${data}, or set XIANJIE_DATA`)
  process.exit(1)
}

async function start(config: Config): Promise<void> {
  await checkAddress(config)
  const log = createLog({ service: 'demo', level: 'warn' })
  const folder = join(config.data, 'workshop')
  console.log('衔接 Xianjie · 演示 demo，人员、单位均为虚构 all persons and units are fictitious')
  for (const { letter, title } of stories) console.log(`  ${letter}  ${title}`)
  console.log('')
  const workshop = await openWorkshop({
    folder,
    agencies: config.agencies,
    onMaking: (name, left) =>
      console.log(`制作演示密钥 making a demo key (RSA-2048), ${left} 个待制 to go: ${name}`),
  })
  console.log(heading())
  const demo = await playDemo(config, log, workshop, (played) =>
    console.log(lineOf(played).join('\n')),
  )
  console.log(`\n${summaryLines(demo).join('\n')}\n`)
  const platform = await serve(config, log)
  if (!platform) return
  const url = addressOf(platform, config)
  const headers = join(folder, 'curl-headers.txt')
  await keepHeaderFile(headers, siteOf(url, platform, config, workshop))
  const place = { url, data: config.data, workshop: folder, headers }
  console.log(`\n${nextSteps(demo, place).join('\n')}`)
}

/** Before keys are made and documents played, which would be in vain. */
async function checkAddress({ host, port }: Config): Promise<void> {
  const fault = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    const probe = createServer()
    probe.once('error', resolve)
    probe.listen(port, host, () => probe.close(() => resolve(undefined)))
  })
  if (!fault) return
  const why = fault.code === 'EADDRINUSE' ? 'is in use by another program' : `: ${fault.code}`
  console.error(`xianjie: ${host}:${port} ${why}`)
  console.error('xianjie: choose another port: XIANJIE_PORT=8090 npm start (0 takes any free one)')
  process.exit(1)
}
