import type { FastifyInstance } from 'fastify'

/** How often connections that fell idle are closed while the others are still answered. */
const IDLE_SWEEP_MS = 100

/** Answers what is under way. A connection kept alive would hold the server open for over a minute. */
export async function drain(app: FastifyInstance): Promise<void> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), IDLE_SWEEP_MS)
  try {
    await app.close()
  } finally {
    clearInterval(sweep)
  }
}
