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

/** What concerns nobody whom the service watches is nothing to it, types of later releases too. */
export function readEvent(event: RecordedEvent): ReadEvent {
  try {
    if (event.type === DOCUMENT_ACCEPTED) return readDocument(event)
    return NEWS_TYPES.has(event.type) ? readOwn(event) : { kind: 'nothing' }
  } catch (fault) {
    return { kind: 'unreadable', fault }
  }
}

function readDocument({ data }: RecordedEvent): ReadEvent {
  const subject = subjectId(readAcceptance(data).subjectId)
  if (!subject) throw new NobodyNamed('an acceptance names its subject')
  return { kind: 'document', subject }
}

function readOwn({ type, stream, data }: RecordedEvent): ReadEvent {
  const { subjectId: subject, news } = readNews(type, JSON.parse(new TextDecoder().decode(data)))
  if (stream !== subjectStream(subject)) throw new OfAnother('news stands in its subject’s stream')
  return { kind: 'news', subject, news }
}

class NobodyNamed extends Error {}
class OfAnother extends Error {}
