export { createSealChecker, SIGNATURE_BYTES_MAX } from './check-seal.ts'
export { createReceiptSigner, type ReceiptSigner, verifyReceipt } from './receipt.ts'
export { CERTIFICATES_MAX } from './signed-message.ts'
export { CLOCK_TOLERANCE_MS } from './time.ts'
