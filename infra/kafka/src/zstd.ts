import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import kafkajs from 'kafkajs'

// Node does not see all of its exports by name.
const { CompressionCodecs, CompressionTypes } = kafkajs

/** What one batch may grow to; a bomb ends here and not in memory. */
const BATCH_BYTES_MAX = 64 * 1_048_576

const compress = promisify(zstdCompress)
const decompress: (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer> =
  promisify(zstdDecompress)

/** kafkajs knows zstd by number only; its codec table is one for the process. */
CompressionCodecs[CompressionTypes.ZSTD] = () => ({
  compress: ({ buffer }: { readonly buffer: Buffer }) => compress(buffer),
  decompress: (buffer: Buffer) => decompress(buffer, { maxOutputLength: BATCH_BYTES_MAX }),
})

export const ZSTD = CompressionTypes.ZSTD
