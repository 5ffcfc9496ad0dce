import { features } from './wire.ts'

const VERSION = '23.10.8'

/** What 23.10.8 says it can do, as recorded; the client decides by it how it appends. */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  'gossip.gossip': ['read'],
  'monitoring.monitoring': ['stats'],
  'operations.operations': [
    ...['mergeindexes', 'resignnode', 'restartpersistentsubscriptions', 'setnodepriority'],
    ...['shutdown', 'startscavenge', 'stopscavenge'],
  ],
  'persistent_subscriptions.persistentsubscriptions': [
    ...[
      'create',
      'delete',
      'getinfo',
      'list',
      'read',
      'replayparked',
      'restartsubsystem',
      'update',
    ],
  ],
  'redaction.redaction': ['geteventpositions', 'switchchunks'],
  'server_features.serverfeatures': ['getsupportedmethods'],
  'streams.streams': ['append', 'batchappend', 'delete', 'read', 'tombstone'],
  'users.users': [
    ...['changepassword', 'create', 'delete', 'details', 'disable', 'enable'],
    ...['resetpassword', 'update'],
  ],
}

const FEATURES: Readonly<Record<string, readonly string[]>> = {
  'persistent_subscriptions.persistentsubscriptions': ['stream', 'all'],
  'streams.streams/batchappend': ['deadline_duration'],
  'streams.streams/read': ['position', 'events'],
}

export function supportedMethods() {
  const answer = new features.SupportedMethods().setEventStoreServerVersion(VERSION)
  for (const [service, methods] of Object.entries(METHODS)) {
    for (const method of methods) {
      const named = [...(FEATURES[`${service}/${method}`] ?? FEATURES[service] ?? [])]
      const message = new features.SupportedMethod()
      message.setServiceName(`event_store.client.${service}`).setMethodName(method)
      answer.addMethods(message.setFeaturesList(named))
    }
  }
  return answer
}
