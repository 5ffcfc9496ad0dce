/** What an event of the log is to the clock service. */
import {
  DOCUMENT_ACCEPTED,
  NEWS_TYPES,
  type News,
  type RecordedEvent,
  readNews,
  type SubjectId,
  subjectId,
  subjectStream,
} from '@xianjie/contracts'
import { readAcceptance } from '@xianjie/subjects'

export type ReadEvent =
  | { readonly kind: 'document'; readonly subject: SubjectId }
  | { readonly kind: 'news'; readonly subject: SubjectId; readonly news: News }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unreadable'; readonly fault: unknown }

/**
 * What concerns nobody whom the service watches is nothing to it, types of later releases too. An
 * acceptance that cannot be read is parked by the view of subjects, and comes from there when it can.
 */
export function readEvent(event: RecordedEvent): ReadEvent {
  if (event.type === DOCUMENT_ACCEPTED) return readDocument(event)
  if (!NEWS_TYPES.has(event.type)) return { kind: 'nothing' }
  try {
    return readOwn(event)
  } catch (fault) {
    return { kind: 'unreadable', fault }
  }
}

function readDocument({ data }: RecordedEvent): ReadEvent {
  const subject = subjectNamed(data)
  return subject ? { kind: 'document', subject } : { kind: 'nothing' }
}

function subjectNamed(data: Uint8Array): SubjectId | undefined {
  try {
    return subjectId(readAcceptance(data).subjectId)
  } catch {
    return undefined
  }
}

function readOwn({ type, stream, data }: RecordedEvent): ReadEvent {
  const { subjectId: subject, news } = readNews(type, JSON.parse(new TextDecoder().decode(data)))
  if (stream !== subjectStream(subject)) throw new OfAnother('news stands in its subject’s stream')
  return { kind: 'news', subject, news }
}

class OfAnother extends Error {}
