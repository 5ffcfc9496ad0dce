/** Calls of whoever runs a process: the proof is the token in its data folder. */
import { join } from 'node:path'
import type { Command } from 'commander'
import { DEFAULT_URL } from './caller.ts'
import { Failure, misused, refused } from './failure.ts'
import { isRecord, readInput } from './files.ts'
import type { Io } from './io.ts'
import { urlOption } from './options.ts'
import { type Answer, ask, type Question } from './platform.ts'

export type Operations = {
  readonly url: string
  /** The data folder of the process. */
  readonly data: string
}

const TOKEN_FILE = 'operations-token'

export const withOperations = (command: Command): Command =>
  command
    .option('--url <url>', 'the process itself, not what stands before it', urlOption, DEFAULT_URL)
    .option('--data <folder>', 'the data folder of that process (XIANJIE_DATA)', './data')

/** Asks as whoever runs the process; throws a `Failure` unless it answers 2xx with JSON. */
export async function operate(
  { url, data }: Operations,
  question: Question,
  io: Io,
): Promise<Answer> {
  const token = readInput('token of the process', join(data, TOKEN_FILE)).toString().trim()
  if (!/^[\w-]+$/.test(token)) throw misused(`${join(data, TOKEN_FILE)} holds no token`)
  const headers = { ...question.headers, Authorization: `Bearer ${token}` }
  try {
    return await ask(url, { ...question, headers }, io)
  } catch (failure) {
    if (!isNotFound(failure)) throw failure
    throw refused(
      [
        `${url} does not know the token in ${data}, or has nothing to tell`,
        '请核对 --url 和 --data · check --url and --data: each start of a process makes a new token',
      ],
      failure.answer,
    )
  }
}

/** Whoever has no token is answered as if there were nothing. */
export const isNotFound = (failure: unknown): failure is Failure =>
  failure instanceof Failure && isRecord(failure.answer) && failure.answer.code === 'not-found'
