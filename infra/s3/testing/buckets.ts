import { randomBytes } from 'node:crypto'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3'

const PAGES_MAX = 100

export type Buckets = {
  /** Address of a new, empty bucket. */
  make(): Promise<string>
  /** Names of what a bucket made here holds, at most a thousand of each prefix. */
  names(address: string, prefix: string): Promise<readonly string[]>
  /** Deletes those made here with all they hold. */
  drop(): Promise<void>
  close(): void
}

/** Without credentials among the variables, those of this process are used. */
export function bucketsOn(endpoint: string, env: Readonly<Record<string, string>>): Buckets {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION } = env
  const s3 = new S3Client({
    endpoint,
    forcePathStyle: true,
    region: AWS_REGION ?? process.env.AWS_REGION ?? 'us-east-1',
    ...(AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY
      ? { credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY } }
      : {}),
  })
  const made: string[] = []
  return {
    make: async () => {
      const name = `xianjie-test-${randomBytes(6).toString('hex')}`
      await s3.send(new CreateBucketCommand({ Bucket: name }))
      made.push(name)
      return `${endpoint}/${name}`
    },
    names: async (address, Prefix) => {
      const Bucket = new URL(address).pathname.slice(1)
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }))
      return Contents.map(({ Key = '' }) => Key)
    },
    drop: async () => {
      for (const name of made) await dropBucket(s3, name)
    },
    close: () => s3.destroy(),
  }
}

async function dropBucket(s3: S3Client, Bucket: string): Promise<void> {
  for (let page = 0; page < PAGES_MAX; page++) {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }))
    if (Contents.length === 0) break
    for (const { Key } of Contents) await s3.send(new DeleteObjectCommand({ Bucket, Key }))
  }
  await s3.send(new DeleteBucketCommand({ Bucket }))
}
