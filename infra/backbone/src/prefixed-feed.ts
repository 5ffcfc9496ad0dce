import type { EventFeed } from '@xianjie/contracts'

/** The feed with a prefix before every topic, group and leadership: several platforms on one cluster. */
export function prefixedFeed(feed: EventFeed, prefix: string): EventFeed {
  if (prefix === '') return feed
  const named = (name: string): string => prefix + name
  return {
    ensureTopics: (topics) =>
      feed.ensureTopics(topics.map((topic) => ({ ...topic, name: named(topic.name) }))),
    publish: (records) =>
      feed.publish(records.map((record) => ({ ...record, topic: named(record.topic) }))),
    consume: ({ topics, group, take, signal }) =>
      feed.consume({
        topics: topics.map(named),
        group: named(group),
        take: (record) => take({ ...record, topic: record.topic.slice(prefix.length) }),
        signal,
      }),
    lead: (name, signal, term) => feed.lead(named(name), signal, term),
    check: () => feed.check(),
    close: () => feed.close(),
  }
}
