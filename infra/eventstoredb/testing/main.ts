import process from 'node:process'
import { startDouble } from './server/double.ts'
import type { Misbehaviour } from './server/misbehaviour.ts'

// A process of its own, so that a test can kill it and start it again over the same folder:
//   node infra/eventstoredb/testing/main.ts <folder> <port>
const [folder, port = '0'] = process.argv.slice(2)
if (folder === undefined) throw new Error('usage: main.ts <folder> [port]')
const double = await startDouble({ folder, port: Number(port) })

// Over the channel of its parent (when it has one) it takes wishes and says when they are in force.
process.on('message', (wish: Misbehaviour) => {
  void double.misbehave(wish).then(() => process.send?.({ done: wish.do }))
})
process.on('disconnect', () => process.exit(0))
process.on('SIGTERM', () => void double.close().then(() => process.exit(0)))
process.stdout.write(`ready ${double.url}\n`)
