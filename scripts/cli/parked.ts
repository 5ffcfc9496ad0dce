import type { Command } from 'commander'
import { exampleLines } from './help.ts'
import type { Io } from './io.ts'
import { type Operations, operate, withOperations } from './operations.ts'
import { section, show } from './show.ts'

export type Parked = {
  readonly part: string
  readonly position: number
  readonly type: string
  readonly reason: string
}
/** `count` of them; those that are named are the oldest ones. */
export type ParkedList = { readonly count: number; readonly parked: readonly Parked[] }

/** `xianjie parked`: the events that a process could not take and has put aside. */
export function parkedCommand(program: Command, io: Io): void {
  const command = program
    .command('parked')
    .description('查看被搁置的事件 · events that a process could not take and has put aside')
    .addHelpText(
      'after',
      exampleLines(['查看 · list them', 'parked --url http://127.0.0.1:8080 --data ./data']),
    )
  withOperations(command).action(async (options: Operations, self: Command) => {
    const found = await listParked(options, io)
    show(io, self, found, () => parkedLines(found, io))
  })
}

export async function listParked(operations: Operations, io: Io): Promise<ParkedList> {
  const { value } = await operate(operations, { path: '/operations/parked' }, io)
  return value as ParkedList
}

function parkedLines({ count, parked }: ParkedList, io: Io): readonly string[] {
  if (count === 0) return ['没有被搁置的事件 · nothing is parked']
  const rows = parked.map(({ position, part, type, reason }) => [`${position}`, part, type, reason])
  const unnamed = count - parked.length
  return [
    ...section(io, `搁置 ${count} 件 · ${count} parked`, rows),
    ...(unnamed > 0 ? [`  … 另有 ${unnamed} 件 · and ${unnamed} newer ones`] : []),
  ]
}
