import { AssignerProtocol, type GroupMember, type PartitionAssigner } from 'kafkajs'

const { MemberAssignment, MemberMetadata } = AssignerProtocol
const VERSION = 1
const NAME = 'xianjie-leader'
const LEADS = Buffer.from('leads')

/**
 * Gives the one partition to whoever has it already, so that leading does not move each time a
 * candidate comes or goes; else to the first by name.
 *
 * `onJoin` is called before each request to join, which is the only way into another generation of
 * the group: a term of the old one must be over from then on. It says whether this member leads.
 */
export const leaderAssigner =
  (onJoin: () => boolean): PartitionAssigner =>
  () => ({
    name: NAME,
    version: VERSION,
    protocol: ({ topics }) => {
      const userData = onJoin() ? LEADS : Buffer.alloc(0)
      return { name: NAME, metadata: MemberMetadata.encode({ version: VERSION, topics, userData }) }
    },
    assign: async ({ members, topics }) => {
      const leader = members.find(leads) ?? members.toSorted(byName)[0]
      const all = Object.fromEntries(topics.map((topic) => [topic, [0]]))
      return members.map((member) => ({
        memberId: member.memberId,
        memberAssignment: MemberAssignment.encode({
          version: VERSION,
          assignment: member === leader ? all : {},
          userData: Buffer.alloc(0),
        }),
      }))
    },
  })

const leads = ({ memberMetadata }: GroupMember): boolean =>
  MemberMetadata.decode(memberMetadata)?.userData.equals(LEADS) ?? false

const byName = (a: GroupMember, b: GroupMember): number => (a.memberId < b.memberId ? -1 : 1)
