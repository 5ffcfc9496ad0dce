import {
  type DocumentAccepted,
  type DocumentId,
  documentStream,
  type EventLog,
} from '@xianjie/contracts'

export type StoredDocument = { readonly event: DocumentAccepted; readonly position: number }

/** The first event of the document's stream, or undefined when the id is unknown. */
export async function readAccepted(
  log: Pick<EventLog, 'read'>,
  id: DocumentId,
): Promise<StoredDocument | undefined> {
  const [first] = await log.read(documentStream(id))
  if (!first) return undefined
  const event = JSON.parse(Buffer.from(first.data).toString()) as DocumentAccepted
  return { event, position: first.position }
}
