/**
 * `node scripts/kafka-acls.ts <folder of agency files>`: prints the statements that open the
 * platform's topics to whom they are meant for, and to nobody else. To be run through a shell with
 * KAFKA_BOOTSTRAP and KAFKA_ADMIN_CONFIG set, on brokers that refuse whatever is not allowed
 * (`allow.everyone.if.no.acl.found=false`).
 */
import { parseArgs } from 'node:util'
import {
  type Agency,
  deadTopic,
  feedTopicName,
  inboundTopic,
  mayPushInbound,
  outcomeTopic,
  PLATFORM_TOPICS,
  SUPERVISION_TOPIC,
  takesFeed,
} from '@xianjie/contracts'
import { agencyFilesFrom } from '@xianjie/registry'

/** The brokers' names for the platform's own processes. */
export type PlatformPrincipals = {
  readonly intake: string
  readonly publisher: string
  /** Whatever else of the platform follows its topics. */
  readonly follower: string
}
export const PLATFORM_PRINCIPALS: PlatformPrincipals = {
  intake: 'User:xianjie-intake',
  publisher: 'User:xianjie-publisher',
  follower: 'User:xianjie-follower',
}

type Resource =
  | { readonly topic: string }
  | { readonly topicPrefix: string }
  | { readonly group: string }
  | { readonly groupPrefix: string }
  | { readonly cluster: true }
type Grant = {
  readonly principal: string
  readonly operations: readonly string[]
  readonly on: Resource
}

const READ = ['READ', 'DESCRIBE'] as const
const WRITE = ['WRITE', 'DESCRIBE'] as const
/** For whoever makes topics and asks for their limits. */
const KEEP = ['CREATE', 'DESCRIBE', 'DESCRIBE_CONFIGS'] as const

/** One command a line, the platform's own first, then agency by agency. */
export function aclLines(
  agencies: readonly Agency[],
  principals: PlatformPrincipals = PLATFORM_PRINCIPALS,
  prefix = '',
): readonly string[] {
  const sorted = [...agencies].sort((one, other) => (one.code < other.code ? -1 : 1))
  return [...platformGrants(principals), ...sorted.flatMap(agencyGrants)].map((grant) =>
    commandOf(grant, prefix),
  )
}

/**
 * An agency reads its own feed and outcomes and writes to its own inbound topic. Every agency's groups
 * begin with its code. Procuratorates supervise the whole process (law.md §4.3, §8-34).
 */
function agencyGrants(agency: Agency): readonly Grant[] {
  const { code, kind, kafka } = agency
  if (!kafka) return []
  const grant = (operations: readonly string[], on: Resource): Grant => ({
    principal: kafka.principal,
    operations,
    on,
  })
  const [follows, pushes] = [takesFeed(agency), mayPushInbound(agency)]
  return [
    ...(follows ? [grant(READ, { topic: feedTopicName(code) })] : []),
    ...(follows && kind === 'procuratorate'
      ? [grant(READ, { topic: SUPERVISION_TOPIC.name })]
      : []),
    ...(pushes
      ? [grant(WRITE, { topic: inboundTopic(code) }), grant(READ, { topic: outcomeTopic(code) })]
      : []),
    ...(follows || pushes ? [grant(READ, { groupPrefix: `${code}.` })] : []),
  ]
}

const INBOUND_PREFIX = 'xianjie.inbound.'
const OUTCOME_PREFIX = 'xianjie.outcome.'
const FEED_PREFIX = 'xianjie.feed.'
/** Topic and group by which publishers agree on who leads. */
const LEADS = 'xianjie.lead.'
const LEAD = `${LEADS}publisher`
const INTAKE_GROUP = 'intake'
const FOLLOWER_GROUPS = 'xianjie.'

function platformGrants({ intake, publisher, follower }: PlatformPrincipals): readonly Grant[] {
  const to =
    (principal: string) =>
    (operations: readonly string[], on: Resource): Grant => ({ principal, operations, on })
  const [taking, publishing, following] = [to(intake), to(publisher), to(follower)]
  return [
    taking(['READ', 'WRITE', ...KEEP], { topicPrefix: INBOUND_PREFIX }),
    taking(['WRITE', ...KEEP], { topicPrefix: OUTCOME_PREFIX }),
    taking(READ, { group: INTAKE_GROUP }),
    taking(['DESCRIBE'], { cluster: true }),
    ...PLATFORM_TOPICS.flatMap(({ name }) => [
      publishing(['WRITE', ...KEEP], { topic: name }),
      publishing(KEEP, { topic: deadTopic(name) }),
    ]),
    publishing(['WRITE', ...KEEP], { topicPrefix: FEED_PREFIX }),
    publishing(KEEP, { topicPrefix: INBOUND_PREFIX }),
    publishing(KEEP, { topicPrefix: OUTCOME_PREFIX }),
    publishing(['READ', ...KEEP], { topic: LEAD }),
    publishing(READ, { group: LEAD }),
    publishing(['DESCRIBE'], { cluster: true }),
    ...PLATFORM_TOPICS.flatMap(({ name }) => [
      following(READ, { topic: name }),
      following(WRITE, { topic: deadTopic(name) }),
    ]),
    following(READ, { groupPrefix: FOLLOWER_GROUPS }),
  ]
}

const COMMAND =
  'kafka-acls.sh --bootstrap-server "$KAFKA_BOOTSTRAP" --command-config "$KAFKA_ADMIN_CONFIG" --add'

const commandOf = ({ principal, operations, on }: Grant, prefix: string): string =>
  [
    COMMAND,
    `--allow-principal '${principal}'`,
    ...operations.map((operation) => `--operation ${operation}`),
    resourceOf(on, prefix),
  ].join(' ')

/** Names as the brokers know them, with the platform's XIANJIE_KAFKA_PREFIX; agencies' groups have none. */
function resourceOf(on: Resource, prefix: string): string {
  const named = (name: string) => (name === LEAD ? `${LEADS}${prefix}publisher` : prefix + name)
  if ('topic' in on) return `--topic ${named(on.topic)}`
  if ('group' in on) return `--group ${named(on.group)}`
  if ('topicPrefix' in on)
    return `--topic ${prefix}${on.topicPrefix} --resource-pattern-type prefixed`
  if ('groupPrefix' in on) return `--group ${on.groupPrefix} --resource-pattern-type prefixed`
  return '--cluster'
}

const PRINCIPAL = /^User:[^\s'"]{1,200}$/
const EXIT_WRONG = 2

/** The exit code. */
async function run(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      intake: { type: 'string', default: PLATFORM_PRINCIPALS.intake },
      publisher: { type: 'string', default: PLATFORM_PRINCIPALS.publisher },
      follower: { type: 'string', default: PLATFORM_PRINCIPALS.follower },
      prefix: { type: 'string', default: '' },
    },
  })
  const [folder] = positionals
  const { prefix, ...principals } = values
  if (!folder || !Object.values(principals).every((principal) => PRINCIPAL.test(principal))) {
    console.error(
      'usage: node scripts/kafka-acls.ts <folder of agency files> [--intake User:…] [--publisher User:…] [--follower User:…] [--prefix …]',
    )
    return EXIT_WRONG
  }
  const { agencies, refused } = await agencyFilesFrom(folder)
  for (const { file, violations } of refused)
    for (const { path, message } of violations) console.error(`${file}${path}: ${message.en}`)
  if (refused.length > 0) return EXIT_WRONG
  for (const line of aclLines(agencies, principals, prefix)) console.log(line)
  return 0
}

if (import.meta.main) process.exitCode = await run(process.argv.slice(2))
