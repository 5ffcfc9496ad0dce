import { randomUUID } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js'
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js'
import { Server, ServerCredentials, type UntypedServiceImplementation } from '@grpc/grpc-js'
import { appendRpc } from './append-rpc.ts'
import { batchAppendRpc } from './batch-append-rpc.ts'
import { deleteRpc, tombstoneRpc } from './delete-rpc.ts'
import { gateTo } from './gate.ts'
import { type Misbehaviour, misbehaviour } from './misbehaviour.ts'
import { readRpc } from './read-rpc.ts'
import { supportedMethods } from './server-features.ts'
import { openStorage, type Storage } from './storage.ts'
import { subscriptionsTo } from './subscriptions.ts'
import { gossip, uuidMessage } from './wire.ts'
import { openWriter, system } from './writer.ts'

export type Double = {
  /** `esdb://127.0.0.1:<port>?tls=false` */
  readonly url: string
  readonly port: number
  misbehave(wish: Misbehaviour): Promise<void>
  close(): Promise<void>
}

const HOST = '127.0.0.1'
const MESSAGE_BYTES_MAX = 17 * 1024 * 1024

/** Starts the double over a folder; a port of 0 (the default) takes any free one. */
export async function startDouble(options: {
  readonly folder: string
  readonly port?: number
}): Promise<Double> {
  const storage = openStorage(options.folder)
  initialise(storage)
  const faults = misbehaviour()
  const subscriptions = subscriptionsTo(storage, faults.deliversTwice)
  const writer = openWriter(storage, subscriptions.publish)
  const server = new Server({
    'grpc.max_receive_message_length': MESSAGE_BYTES_MAX,
    'grpc.max_send_message_length': MESSAGE_BYTES_MAX,
  })
  const listener = await listen(server, options.port ?? 0)
  const gate = gateTo(writer, faults, listener.breakConnection)
  serve(
    server,
    {
      ...{ read: readRpc(storage, subscriptions), append: appendRpc(gate) },
      ...{
        batchAppend: batchAppendRpc(gate),
        delete: deleteRpc(gate),
        tombstone: tombstoneRpc(gate),
      },
    },
    listener.port,
  )
  return {
    url: `esdb://${HOST}:${listener.port}?tls=false`,
    port: listener.port,
    async misbehave(wish) {
      faults.set(wish)
      if (wish.do === 'drop-subscribers') subscriptions.dropAll()
      if (wish.do === 'break-connections') listener.breakConnections()
    },
    async close() {
      await listener.close()
      server.forceShutdown()
      writer.finish()
      storage.close()
    },
  }
}

/** A new database of the real server holds one record already. */
function initialise(storage: Storage): void {
  if (storage.end() > 0) return
  storage.begin()
  const record = system('$metadata', Buffer.from('{"$maxAge":2592000}'))
  storage.write('$$$scavenges', 0, [record], Date.now())
  storage.commit()
}

function serve(server: Server, streams: UntypedServiceImplementation, port: number): void {
  const definition = streamsService.StreamsService
  server.addService(
    // The Append answer is encoded by its own code: see append-rpc.ts.
    { ...definition, append: { ...definition.append, responseSerialize: Buffer.from } } as never,
    streams,
  )
  server.addService(
    featuresService.ServerFeaturesService as never,
    {
      getSupportedMethods: (_call: unknown, answer: (error: null, value: unknown) => void) =>
        answer(null, supportedMethods()),
    } as never,
  )
  const instance = uuidMessage(randomUUID(), true)
  server.addService(
    gossipService.GossipService as never,
    {
      read: (_call: unknown, answer: (error: null, value: unknown) => void) => {
        const member = new gossip.MemberInfo().setInstanceId(instance).setIsAlive(true)
        member.setState(gossip.MemberInfo.VNodeState.LEADER)
        member.setTimeStamp(`${Date.now()}0000`)
        member.setHttpEndPoint(new gossip.EndPoint().setAddress(HOST).setPort(port))
        answer(null, new gossip.ClusterInfo().setMembersList([member]))
      },
    } as never,
  )
}

/** Listens with sockets of our own, so that one connection can be broken without the others. */
async function listen(server: Server, port: number) {
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure())
  const sockets = new Map<string, Socket>()
  const listener = createServer((socket) => {
    const peer = `${socket.remoteAddress}:${socket.remotePort}`
    sockets.set(peer, socket)
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(peer))
    injector.injectConnection(socket)
  })
  await new Promise<void>((settle, fail) => {
    listener.once('error', fail)
    listener.listen(port, HOST, settle)
  })
  const address = listener.address()
  const breakConnections = () => {
    for (const socket of sockets.values()) socket.resetAndDestroy()
  }
  return {
    port: typeof address === 'object' && address ? address.port : port,
    breakConnection: (peer: string) => sockets.get(peer)?.resetAndDestroy(),
    breakConnections,
    close: () =>
      new Promise<void>((settle) => {
        listener.close(() => settle())
        breakConnections()
      }),
  }
}
