import type { Proposed } from './storage.ts'
import { type shared, uuidText } from './wire.ts'

/** Data of one append, summed; metadata is not counted (measured). */
export const APPEND_DATA_BYTES_MAX = 1_048_576

const NO_ID = '00000000-0000-0000-0000-000000000000'

export type ProposedMessage = {
  getId(): InstanceType<typeof shared.UUID> | undefined
  getMetadataMap(): { get(key: string): string | undefined }
  getData_asU8(): Uint8Array
  getCustomMetadata_asU8(): Uint8Array
}

export type Fault = 'no-type' | 'no-content-type' | 'empty-type' | 'bad-id'

/** An event as proposed, or what is wrong with it. */
export function proposedOf(message: ProposedMessage): Proposed | Fault {
  const metadata = message.getMetadataMap()
  const type = metadata.get('type')
  const contentType = metadata.get('content-type')
  const id = uuidText(message.getId())
  if (type === undefined) return 'no-type'
  if (contentType === undefined) return 'no-content-type'
  if (id === undefined || id === NO_ID) return 'bad-id'
  if (type === '') return 'empty-type'
  return {
    id,
    type,
    isJson: contentType === 'application/json',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  }
}

export const dataBytes = (events: readonly Proposed[]): number =>
  events.reduce((sum, event) => sum + event.data.length, 0)
