/** Lines in gzip files of bounded size, each known by its SHA-256; never a whole one in memory. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { ArchiveBroken, type Chunk } from './manifest.ts'

/** Characters of lines after which a chunk ends; the last line may reach beyond. */
const CHUNK_CHARACTERS = 16 * 1_048_576
/** More than an event with all its evidence can take. */
const LINE_BYTES_MAX = 64 * 1_048_576
/** Evidence is encrypted and keys are random: searching longer for what repeats gains nothing. */
const GZIP_LEVEL = 1
const NEWLINE = '\n'.charCodeAt(0)

/** Writes `<name>/000001.ndjson.gz` and on, each durable before the next is begun. */
export async function writeChunks(
  folder: string,
  name: 'events' | 'keys',
  lines: AsyncIterable<string>,
): Promise<readonly Chunk[]> {
  await mkdir(join(folder, name), { mode: 0o700 })
  const source = lines[Symbol.asyncIterator]()
  const chunks: Chunk[] = []
  for (let next = await source.next(); !next.done; ) {
    const file = `${name}/${String(chunks.length + 1).padStart(6, '0')}.ndjson.gz`
    let count = 0
    const part = async function* () {
      for (let size = 0; !next.done && size < CHUNK_CHARACTERS; count += 1) {
        yield next.value
        size += next.value.length
        next = await source.next()
      }
    }
    const written = await writeChunk(join(folder, file), part())
    chunks.push({ file, lines: count, ...written })
  }
  return chunks
}

async function writeChunk(path: string, lines: AsyncIterable<string>) {
  const hash = createHash('sha256')
  let bytes = 0
  const counted = new Transform({
    transform(piece: Buffer, _encoding, done) {
      hash.update(piece)
      bytes += piece.length
      done(null, piece)
    },
  })
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true })
  await pipeline(Readable.from(lines), createGzip({ level: GZIP_LEVEL }), counted, file)
  return { bytes, sha256: hash.digest('hex') }
}

/** Throws `ArchiveBroken` unless the file is the one that was written. */
export async function checkChunk(folder: string, { file, sha256 }: Chunk): Promise<void> {
  if ((await sha256Of(join(folder, file))) !== sha256) {
    throw new ArchiveBroken(`${file} is not what was written: its SHA-256 differs`)
  }
}

/** Hexadecimal; undefined when there is no such file. */
export async function sha256Of(path: string): Promise<string | undefined> {
  const hash = createHash('sha256')
  try {
    for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw fault
  }
  return hash.digest('hex')
}

/** The lines of chunks that have been checked. */
export async function* readChunks(folder: string, chunks: readonly Chunk[]): AsyncIterable<string> {
  for (const { file } of chunks) yield* linesIn(join(folder, file))
}

async function* linesIn(path: string): AsyncIterable<string> {
  const file = createReadStream(path)
  const unzipped = createGunzip()
  file.on('error', (fault) => unzipped.destroy(fault))
  let begun: Buffer[] = []
  try {
    for await (const piece of file.pipe(unzipped) as AsyncIterable<Buffer>) {
      let from = 0
      for (let to = piece.indexOf(NEWLINE); to >= 0; to = piece.indexOf(NEWLINE, from)) {
        yield Buffer.concat([...begun, piece.subarray(from, to)]).toString()
        begun = []
        from = to + 1
      }
      if (from < piece.length) begun.push(piece.subarray(from))
      assert(begun.reduce((sum, { length }) => sum + length, 0) < LINE_BYTES_MAX, 'an endless line')
    }
  } finally {
    file.destroy()
    unzipped.destroy()
  }
}
