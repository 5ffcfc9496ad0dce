import type { FastifyInstance } from 'fastify'

/** So many requests at once mean that the process is busy answering. */
const MANY = 4

/** Counts the requests that are being answered. */
export class RequestsUnderWay {
  #count = 0

  readonly areMany = (): boolean => this.#count > MANY

  count(app: FastifyInstance): void {
    app.addHook('onRequest', (_request, _reply, done) => {
      this.#count += 1
      done()
    })
    // Also when the client has gone: until its answer is ready there is work to do for it.
    app.addHook('onResponse', (_request, _reply, done) => {
      this.#count -= 1
      done()
    })
  }
}
