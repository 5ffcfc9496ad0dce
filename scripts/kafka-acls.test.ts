import type { Agency } from '@xianjie/contracts'
import t from 'tap'
import { aclLines } from './kafka-acls.ts'
import { units } from './workshop/units.ts'

const agency = (
  name: keyof typeof units,
  kafka: { readonly feed: boolean; readonly inbound: boolean } | undefined,
  change: Partial<Agency> = {},
): Agency => ({
  ...units[name],
  ...{ parent: null, trustAnchors: [], intermediates: [], crls: [], keys: [], status: 'active' },
  ...(kafka ? { kafka: { principal: `User:${name}`, ...kafka } } : {}),
  ...change,
})

const both = { feed: true, inbound: true }
const own = (lines: readonly string[], principal: string) =>
  lines
    .filter((line) => line.includes(`'User:${principal}'`))
    .map((line) => line.slice(line.indexOf('--operation')))

t.test('an agency that does not use Kafka is opened nothing', async (t) => {
  const nothing = aclLines([])
  const { code } = units.baiyangCourt
  for (const one of [
    agency('baiyangCourt', undefined),
    agency('baiyangCourt', { feed: false, inbound: false }),
    agency('baiyangCourt', both, { status: 'suspended' }),
    agency('baiyangCourt', { feed: true, inbound: false }, { kind: 'education' }),
  ]) {
    t.same(aclLines([one]), nothing)
  }
  t.notOk(nothing.some((line) => line.includes(code)))
})

t.test('an agency reads its feed and outcomes and writes to its inbound topic', async (t) => {
  const { code } = units.baiyangCourt
  const court = agency('baiyangCourt', both)
  const lines = aclLines([court, agency('qingshiPolice', both)])
  t.same(own(lines, 'baiyangCourt'), [
    `--operation READ --operation DESCRIBE --topic xianjie.feed.${code}.v1`,
    `--operation WRITE --operation DESCRIBE --topic xianjie.inbound.${code}.v1`,
    `--operation READ --operation DESCRIBE --topic xianjie.outcome.${code}.v1`,
    `--operation READ --operation DESCRIBE --group ${code}. --resource-pattern-type prefixed`,
  ])
})

t.test(
  'only procuratorates read what is for supervision, only the platform the rest',
  async (t) => {
    const names = ['qingshiProcuratorate', 'qingshiCorrections', 'qingshiPolice'] as const
    const lines = aclLines(names.map((name) => agency(name, { feed: true, inbound: false })))
    const readers = (topic: string) =>
      lines
        .filter((line) => line.includes('READ') && line.endsWith(`--topic ${topic}`))
        .map((line) => /'User:(.*?)'/.exec(line)?.[1])
    t.same(readers('xianjie.supervision.v1'), ['xianjie-follower', 'qingshiProcuratorate'])
    t.same(readers('xianjie.documents.v1'), ['xianjie-follower'])
    t.same(readers('xianjie.status.v1'), ['xianjie-follower'])
  },
)

t.test('the platform’s principals can be named', async (t) => {
  const principals = { intake: 'User:a', publisher: 'User:b', follower: 'User:c' }
  const lines = aclLines([], principals)
  t.ok(lines.every((line) => /'User:[abc]'/.test(line)))
  t.ok(own(lines, 'b').some((line) => line.endsWith('--group xianjie.lead.publisher')))
})

t.test(
  'a prefix stands before the platform’s topics and groups, not before an agency’s groups',
  async (t) => {
    const { code } = units.baiyangCourt
    const lines = aclLines([agency('baiyangCourt', both)], undefined, 'trial.').join('\n')
    for (const name of [
      '--topic trial.xianjie.documents.v1',
      `--topic trial.xianjie.feed.${code}.v1`,
      '--topic trial.xianjie.inbound. ',
      '--topic xianjie.lead.trial.publisher',
      '--group xianjie.lead.trial.publisher',
      '--group trial.intake',
      `--group ${code}.`,
    ]) {
      t.ok(lines.includes(name), name)
    }
    t.notMatch(lines, / --topic xianjie\.(?!lead)/)
  },
)
