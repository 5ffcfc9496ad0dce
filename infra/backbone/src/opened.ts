import type {
  BlobStore,
  EventFeed,
  EventLog,
  KeyStore,
  ReadModel,
  ViewDefinition,
} from '@xianjie/contracts'

/** What a kind of backbone opens; both give the same. */
export type Opened = {
  readonly log: EventLog
  readonly feed: EventFeed
  readonly blobs: BlobStore
  readonly keys: KeyStore
  readonly openReadModel: (folder: string, definition: ViewDefinition) => ReadModel
}

type Closable = { close(): Promise<void> }

/** Opens one after the other; when one fails, those before it are closed again and its fault is thrown. */
export async function openInTurn<Result>(
  open: (keep: <Part extends Closable>(part: Part) => Part) => Promise<Result>,
): Promise<Result> {
  const parts: Closable[] = []
  try {
    return await open((part) => {
      parts.push(part)
      return part
    })
  } catch (fault) {
    for (const part of parts.reverse()) await part.close()
    throw fault
  }
}
