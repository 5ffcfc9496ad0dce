/** `npm run bench`: one of two parts, each one run with one table of ratios. */
import { parseArgs } from 'node:util'

const USAGE = `npm run bench                   the platform as one process on a folder, against bare Fastify
                                and a raw scan of its log
npm run bench -- --distributed  its services on EventStoreDB and Kafka, against their clients alone;
                                takes under 3 minutes, and Java with Maven or a Docker engine

BENCH_DOCUMENTS  how many documents are pushed (20000), or published (5000)
BENCH_QUERIES    how many statuses are asked for (120000)
BENCH_SUBJECTS   how many generated subjects are projected (3000)
BENCH_PROFILE    a folder for CPU profiles`

const { values } = parseArgs({
  options: { distributed: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
})
if (values.help) console.log(USAGE)
else if (values.distributed) await import('./distributed.ts')
else await import('./embedded.ts')
