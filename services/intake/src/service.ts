/** Intake: takes signed documents in, proves them, stores them, gives receipts and gives them back. */
import { mkdir, rm } from 'node:fs/promises'
import { type Codec, createCodec } from '@xianjie/codec'
import type {
  AgencyDirectory,
  BlobStore,
  Calendar,
  Clock,
  EventLog,
  KeyStore,
  SubjectFacts,
} from '@xianjie/contracts'
import type { FastifyInstance } from 'fastify'
import { documentTypeRoutes } from './document-types.ts'
import { type Examiner, openExaminer } from './examiner.ts'
import { consumeInbound, type InboundDeps } from './inbound.ts'
import { keysRoute } from './keys.ts'
import { preflightRoute } from './preflight.ts'
import { pushDocumentRoute } from './push-document.ts'
import { readDocumentRoutes } from './read-document.ts'
import { openReceipts, type Receipts } from './receipts.ts'

export type IntakeDeps = {
  readonly log: EventLog
  readonly blobs: BlobStore
  readonly keys: KeyStore
  readonly directory: AgencyDirectory
  readonly clock: Clock
  readonly calendar: Calendar
  readonly subjects: SubjectFacts
  /** The platform's id: `iss` of receipts. */
  readonly platform: string
  /** Where attachments wait while their document is examined; emptied at start. */
  readonly incoming: string
}

export type IntakeParts = IntakeDeps & {
  readonly codec: Codec
  readonly examiner: Examiner
  readonly receipts: Receipts
}

export type Intake = {
  /** Takes documents from the feed, too, until the signal aborts or the app closes. */
  consume(from: Pick<InboundDeps, 'feed' | 'signal' | 'onFault'>): Promise<void>
}

/** Name of the platform secret from which subject ids are computed. */
const SUBJECT_SECRET = 'subject-id'

/** Registers the routes; closing the app ends the examiner thread. */
export async function intake(app: FastifyInstance, deps: IntakeDeps): Promise<Intake> {
  await rm(deps.incoming, { recursive: true, force: true })
  await mkdir(deps.incoming, { recursive: true })
  const parts: IntakeParts = {
    ...deps,
    codec: createCodec(deps.keys),
    examiner: await openExaminer(await deps.keys.secret(SUBJECT_SECRET)),
    receipts: await openReceipts(deps.keys, deps.platform),
  }
  app.addHook('onClose', async () => parts.examiner.close())
  keysRoute(app, parts.receipts)
  documentTypeRoutes(app)
  app.register((scope, _options, done) => {
    pushDocumentRoute(scope, parts)
    preflightRoute(scope, parts)
    done()
  })
  readDocumentRoutes(app, parts)
  return consumption(app, parts)
}

/** What came by the feed ends before the examiner does, so that no document is answered by our end. */
function consumption(app: FastifyInstance, parts: IntakeParts): Intake {
  const closing = new AbortController()
  let consuming = Promise.resolve()
  app.addHook('preClose', async () => {
    closing.abort()
    await consuming.catch(() => {})
  })
  return {
    consume: (from) => {
      const signal = AbortSignal.any([from.signal, closing.signal])
      consuming = consumeInbound({ ...from, signal, parts, platform: parts.platform })
      return consuming
    },
  }
}
