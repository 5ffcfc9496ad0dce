import { type Client, withAdmin } from './client.ts'

/**
 * Where a group is in the partitions that a member was assigned, and whether records wait there;
 * undefined when it was assigned none.
 */
export async function lagOf(
  client: Client,
  groupId: string,
  assigned: Readonly<Record<string, readonly number[]>>,
): Promise<{ readonly at: string; readonly behind: boolean } | undefined> {
  const topics = Object.keys(assigned)
  if (topics.length === 0) return undefined
  return withAdmin(client, `lag of ${groupId}`, async (admin) => {
    const committed = await admin.fetchOffsets({ groupId, topics })
    let behind = false
    for (const { topic, partitions } of committed) {
      const ends = await admin.fetchTopicOffsets(topic)
      for (const { partition, offset } of partitions) {
        const end = ends.find((one) => one.partition === partition)
        if (!end || !assigned[topic]?.includes(partition)) continue
        // -1: nothing was committed yet, the group begins with the first record.
        const next = Math.max(Number(offset), Number(end.low))
        if (next < Number(end.high)) behind = true
      }
    }
    return { at: JSON.stringify(committed), behind }
  })
}
