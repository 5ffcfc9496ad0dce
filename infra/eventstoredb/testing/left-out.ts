const NO_PERSISTENT_SUBSCRIPTIONS =
  'the event log opens no persistent subscription: they give no order'

/** The recorded scenarios that the double does not answer as the server does, and why. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'persistent/create, create again, info, delete': NO_PERSISTENT_SUBSCRIPTIONS,
  'persistent/missing group': NO_PERSISTENT_SUBSCRIPTIONS,
  'persistent/read and acknowledge, live after': NO_PERSISTENT_SUBSCRIPTIONS,
  'persistent/nack retry, skip and park, replay of the parked': NO_PERSISTENT_SUBSCRIPTIONS,
  'persistent/retried past maxRetryCount is parked': NO_PERSISTENT_SUBSCRIPTIONS,
  'persistent/not acknowledged comes again to the next reader': NO_PERSISTENT_SUBSCRIPTIONS,
  'persistent/group deleted under a reader': NO_PERSISTENT_SUBSCRIPTIONS,
  'persistent/maxSubscriberCount 1, second reader': NO_PERSISTENT_SUBSCRIPTIONS,
  'persistent/to $all with a filter': NO_PERSISTENT_SUBSCRIPTIONS,
}
