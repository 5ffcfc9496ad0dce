/**
 * What an archive says of itself. It is written last: a folder without it is no archive. Its seal is
 * made with the platform key, so that nobody else can make or alter an archive of this platform.
 */
import type { WrappedKeys } from '@xianjie/contracts'
import type { About } from './holdings.ts'

export const MANIFEST_FILE = 'manifest.json'
export const FORMAT = 1

/** A gzip file of lines of JSON, UTF-8. */
export type Chunk = {
  /** Path inside the archive. */
  readonly file: string
  readonly lines: number
  /** Of the file as it lies there. */
  readonly bytes: number
  readonly sha256: string
}

export type Manifest = About & {
  readonly format: typeof FORMAT
  /** RFC 3339. */
  readonly madeAt: string
  readonly events: { readonly count: number; readonly chunks: readonly Chunk[] }
  /** Wrapped, all of them. */
  readonly keys: { readonly count: number; readonly chunks: readonly Chunk[] }
  readonly blobs: {
    readonly count: number
    readonly bytes: number
    /** SHA-256 of all digests, sorted, a line each. */
    readonly sha256: string
    /** Attachments that were missing already. */
    readonly missing: number
  }
  /** HMAC of everything else by the platform key, hexadecimal. */
  readonly seal: string
}

/** The archive is not what was written: a file is missing, cut short, changed or of another release. */
export class ArchiveBroken extends Error {
  readonly code = 'archive-broken'
  readonly retriable = false
}

/** Throws `ArchiveBroken`. What the members say is only to be trusted once the seal has been checked. */
export function parseManifest(text: string): Manifest {
  const manifest = parsed(text)
  if (manifest.format !== FORMAT) {
    throw new ArchiveBroken(
      `the archive has format ${manifest.format}; this release knows ${FORMAT}`,
    )
  }
  const chunks = [...(manifest.events?.chunks ?? []), ...(manifest.keys?.chunks ?? [])]
  if (
    !manifest.blobs ||
    chunks.some(({ file }) => !/^(events|keys)\/\d{6}\.ndjson\.gz$/.test(file))
  ) {
    throw new ArchiveBroken(`${MANIFEST_FILE} is no manifest of an archive`)
  }
  return manifest
}

function parsed(text: string): Manifest {
  try {
    return JSON.parse(text) as Manifest
  } catch (cause) {
    throw new ArchiveBroken(`${MANIFEST_FILE} is no JSON`, { cause })
  }
}

export async function sealOf(
  { seal: _, ...manifest }: Omit<Manifest, 'seal'> & { readonly seal?: string },
  keys: Pick<WrappedKeys, 'prove'>,
): Promise<string> {
  const proof = await keys.prove(`archive\n${JSON.stringify(manifest)}`)
  return Buffer.from(proof).toString('hex')
}
