/** What the clock service says of a person: for the procuratorates, and for the agency that must act. */
import { agencyCode, type FeedRecord, type NewsAt, newsRecords } from '@xianjie/contracts'
import type { Store } from './store.ts'

/** It follows from its own event alone, wherever the walk begins. */
export function tellNews(told: NewsAt, { registrations, press }: Store): readonly FeedRecord[] {
  const { data } = told.stored.news
  const responsible = 'responsible' in data ? agencyCode(data.responsible) : undefined
  const takes = responsible !== undefined && registrations.takesFeed(responsible, told.position)
  return newsRecords(told, { agencies: takes ? [responsible] : [] }, press)
}
