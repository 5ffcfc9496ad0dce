export { parseStoreAddress, type StoreAddress } from './address.ts'
export { DraftFailed } from './draft.ts'
export {
  BlobSpoilt,
  PlatformKeyMissing,
  StoreBusy,
  StoreUnavailable,
  StoreUnfit,
} from './faults.ts'
export { KEY_AGE_MS_MAX, KEYS_CACHED_MAX } from './key-store.ts'
export { type ObjectStore, type ObjectStoreOptions, openObjectStore } from './object-store.ts'
export { proveByFile } from './wrapped-keys.ts'
