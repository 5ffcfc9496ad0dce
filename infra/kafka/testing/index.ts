/**
 * Where a test gets its Kafka, in this order: the addresses in XIANJIE_TEST_KAFKA; a container, when
 * a Docker engine answers; the real broker as packages from Maven Central, run by Java.
 * A test shares its broker with others, so that it prefixes its topics and groups with something random.
 */
import { dockerAnswers, startContainers } from './containers.ts'
import { missingTools, startPackages } from './packages.ts'

/** Addresses of brokers that run already, with commas between them. */
export const ADDRESSES_VARIABLE = 'XIANJIE_TEST_KAFKA'

export type Wanted = {
  /** One unless told; three replicate each topic thrice and want two in step. */
  readonly brokers?: 1 | 3
  /** A cluster that this test alone uses and may kill; never the one of XIANJIE_TEST_KAFKA. */
  readonly own?: boolean
}

export type TestKafka = {
  /** Where the brokers listen, `host:port`. */
  readonly brokers: readonly string[]
  /** What runs, for the test's output. */
  readonly name: string
  /** Fulfils when that broker's process is gone (SIGSTOP and SIGCONT: when it was told). */
  kill(index: number, signal: NodeJS.Signals): Promise<void>
  /** Starts a killed broker on its ports and folder; fulfils when it answers. */
  restart(index: number): Promise<void>
  dispose(): Promise<void>
}

/** No Kafka can be had on this machine; the message says in one line what is missing. */
export class TestKafkaMissing extends Error {
  readonly code = 'test-kafka-missing'
}

/** A Kafka for this process; it ends with it, even when the process crashes. */
export async function testKafka(wanted: Wanted = {}): Promise<TestKafka> {
  const addresses = process.env[ADDRESSES_VARIABLE]
  if (addresses && !wanted.own) return running(addresses)
  const count = wanted.brokers ?? 1
  if (await dockerAnswers()) return startContainers(count)
  const missing = await missingTools()
  if (missing.length > 0) throw new TestKafkaMissing(howToGet(missing))
  return startPackages(count)
}

/**
 * The same, for a test that is skipped where there is none: then it is a line that says why. Under CI
 * nothing is skipped: it rejects.
 */
export async function kafkaOrReason(wanted: Wanted = {}): Promise<TestKafka | string> {
  try {
    return await testKafka(wanted)
  } catch (fault) {
    if (process.env.CI || !(fault instanceof TestKafkaMissing)) throw fault
    return fault.message
  }
}

function running(addresses: string): TestKafka {
  const refuse = async () => {
    throw new Error(`the brokers of ${ADDRESSES_VARIABLE} are not ours to kill: ask for own ones`)
  }
  return {
    brokers: addresses.split(',').map((address) => address.trim()),
    name: `${ADDRESSES_VARIABLE}=${addresses}`,
    kill: refuse,
    restart: refuse,
    dispose: async () => {},
  }
}

const howToGet = (missing: readonly string[]): string =>
  `Kafka for tests needs Docker or ${missing.join(' and ')}: ` +
  `apt-get install -y openjdk-17-jre-headless maven, or name brokers in ${ADDRESSES_VARIABLE}`
