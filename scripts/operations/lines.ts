/** An event and a key as lines of JSON. */
import type { EventId, RecordedEvent, WrappedKey } from '@xianjie/contracts'
import type { HeldEvent } from './holdings.ts'

type EventLine = Omit<RecordedEvent, 'data'> & {
  /** As text, which compresses best; what is no UTF-8 ends the backup. */
  readonly data: string
  readonly evidence?: string
}
type KeyLine = Omit<WrappedKey, 'wrapped'> & { readonly wrapped: string | null }

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function lineOfEvent(event: RecordedEvent, evidence: Uint8Array | undefined): string {
  const { position, stream, revision, id, type, data } = event
  const line: EventLine = {
    ...{ position, stream, revision, id, type, data: utf8.decode(data) },
    ...(evidence ? { evidence: Buffer.from(evidence).toString('base64') } : {}),
  }
  return `${JSON.stringify(line)}\n`
}

export function eventIn(text: string): HeldEvent {
  const { evidence, ...line } = JSON.parse(text) as EventLine
  return {
    ...line,
    id: line.id as EventId,
    data: Buffer.from(line.data),
    evidence: async () => (evidence === undefined ? undefined : Buffer.from(evidence, 'base64')),
  }
}

export function lineOfKey({ kind, name, wrapped }: WrappedKey): string {
  const line: KeyLine = {
    ...{ kind, name },
    wrapped: wrapped ? Buffer.from(wrapped).toString('base64') : null,
  }
  return `${JSON.stringify(line)}\n`
}

export function keyIn(text: string): WrappedKey {
  const { kind, name, wrapped } = JSON.parse(text) as KeyLine
  return {
    ...{ kind, name },
    wrapped: wrapped === null ? undefined : new Uint8Array(Buffer.from(wrapped, 'base64')),
  }
}
