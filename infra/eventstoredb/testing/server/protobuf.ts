import { createRequire } from 'node:module'
import type { shared, status } from './wire.ts'

// The package brings no types of its own; these are the few parts that the double uses.
type BinaryWriter = {
  writeBytes(field: number, bytes: Uint8Array): void
  writeUint64String(field: number, value: string): void
  getResultBuffer(): Uint8Array
}
type Any = NonNullable<ReturnType<InstanceType<typeof status.Status>['getDetails']>>
type Empty = NonNullable<
  ReturnType<InstanceType<typeof shared.WrongExpectedVersion>['getExpectedAny']>
>

const load = createRequire(import.meta.url)

export const { BinaryWriter } = load('google-protobuf') as {
  readonly BinaryWriter: new () => BinaryWriter
}
export const { Any } = load('google-protobuf/google/protobuf/any_pb.js') as {
  readonly Any: new () => Any
}
export const { Empty } = load('google-protobuf/google/protobuf/empty_pb.js') as {
  readonly Empty: new () => Empty
}
