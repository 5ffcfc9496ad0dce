/**
 * Where a test gets its S3-compatible store, in this order: the endpoint in XIANJIE_TEST_S3; a
 * container, when a Docker engine answers; a small server from Maven Central, run by Java.
 */
import { bucketsOn } from './buckets.ts'
import { dockerAnswers, startContainer } from './container.ts'
import { missingTools, startPackage } from './package.ts'

/** Endpoint of a store that runs already, `http(s)://host:port`; its account is that of AWS_… */
export const ENDPOINT_VARIABLE = 'XIANJIE_TEST_S3'

export type TestObjectStore = {
  /** `http://host:port/bucket`, as XIANJIE_BLOBS takes it; the bucket is empty and this test's own. */
  readonly address: string
  /** The account's variables, for this process or those it starts. */
  readonly env: Readonly<Record<string, string>>
  /** What runs, for the test's output. */
  readonly name: string
  /** Address of a further empty bucket. */
  bucket(): Promise<string>
  /** Names in one of its buckets that begin so. */
  names(address: string, prefix: string): Promise<readonly string[]>
  dispose(): Promise<void>
}

export type RunningServer = {
  readonly endpoint: string
  readonly env: Readonly<Record<string, string>>
  readonly name: string
  /** Ends the server, if it is ours, and takes what it holds with it. */
  end?(): Promise<void>
}

/** No store can be had on this machine; the message says in one line what is missing. */
export class TestObjectStoreMissing extends Error {
  readonly code = 'test-object-store-missing'
}

/** A store for this process; it ends with it, even when the process crashes. */
export async function testObjectStore(): Promise<TestObjectStore> {
  const { endpoint, env, name, end } = await server()
  const buckets = bucketsOn(endpoint, env)
  const dispose = async () => {
    try {
      await (end ? end() : buckets.drop())
    } finally {
      buckets.close()
    }
  }
  try {
    return {
      address: await buckets.make(),
      env,
      name,
      bucket: buckets.make,
      names: buckets.names,
      dispose,
    }
  } catch (fault) {
    await dispose()
    throw fault
  }
}

/**
 * The same, for a test that is skipped where there is none: then it is a line that says why. Under CI
 * nothing is skipped: it rejects.
 */
export async function objectStoreOrReason(): Promise<TestObjectStore | string> {
  try {
    return await testObjectStore()
  } catch (fault) {
    if (process.env.CI || !(fault instanceof TestObjectStoreMissing)) throw fault
    return fault.message
  }
}

async function server(): Promise<RunningServer> {
  const endpoint = process.env[ENDPOINT_VARIABLE]?.replace(/\/+$/, '')
  if (endpoint) return { endpoint, env: ownAccount(), name: `${ENDPOINT_VARIABLE}=${endpoint}` }
  if (await dockerAnswers()) return startContainer()
  const missing = await missingTools()
  if (missing.length > 0) throw new TestObjectStoreMissing(howToGet(missing))
  return startPackage()
}

/** The account that this process was given, to hand on to processes that it starts. */
const ownAccount = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      name.startsWith('AWS_') && value !== undefined ? [[name, value]] : [],
    ),
  )

const howToGet = (missing: readonly string[]): string =>
  `An S3 store for tests needs Docker or ${missing.join(' and ')}: ` +
  `apt-get install -y openjdk-17-jre-headless maven, or name one in ${ENDPOINT_VARIABLE}`
