/** For tests: a way to the server that breaks where it is told, or falls silent. */
import { once } from 'node:events'
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net'

/** Cuts the connection amid the first piece that holds these words, after this share of it. */
export type Cut = {
  readonly words: string
  readonly amid: 'request' | 'answer'
  readonly share: number
}

export type CuttingProxy = {
  readonly url: string
  readonly cuts: number
  cutOnce(cut: Cut): void
  /** From now on nothing passes on the connections there are; new ones work. */
  silence(): void
  close(): Promise<void>
}

/** A proxy before the server that this connection string names. */
export async function cuttingProxy(serverUrl: string): Promise<CuttingProxy> {
  const port = Number(new URL(serverUrl).port)
  const sockets = new Set<Socket>()
  let next: Cut | undefined
  let cuts = 0
  let generation = 0
  const server = createServer((near) => {
    const far = dial(port, '127.0.0.1')
    const born = generation
    const both = [near, far]
    for (const socket of both) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        for (const other of both) other.destroy()
      })
    }
    const carry = (from: Socket, to: Socket, amid: Cut['amid']) =>
      from.on('data', (piece) => {
        if (born < generation) return
        const cut = next
        if (cut?.amid !== amid || !piece.includes(cut.words)) {
          to.write(piece)
          return
        }
        next = undefined
        cuts += 1
        to.end(piece.subarray(0, Math.floor(piece.length * cut.share)))
        from.destroy()
      })
    carry(near, far, 'request')
    carry(far, near, 'answer')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `esdb://127.0.0.1:${(server.address() as AddressInfo).port}?tls=false`,
    get cuts() {
      return cuts
    },
    cutOnce: (cut) => {
      next = cut
    },
    silence: () => {
      generation += 1
    },
    async close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
