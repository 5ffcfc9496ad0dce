import {
  DEADLINE_STATES,
  type DeadlineState,
  dateOf,
  instant,
  parseInstant,
} from '@xianjie/contracts'
import { type Command, Option } from 'commander'
import { readAgencyFolder } from './agency-folder.ts'
import {
  type AskingOptions,
  askAbout,
  purposeHeaders,
  withAskingOptions,
  withValidAt,
} from './asking.ts'
import { misused } from './failure.ts'
import { exampleLines, SANDBOX_NOTE } from './help.ts'
import type { Io } from './io.ts'
import { momentOption, wholeNumberOption } from './options.ts'
import { type Answer, askAs } from './platform.ts'
import { section, show } from './show.ts'

type Run = {
  readonly subjectId?: string
  readonly clock: string
  /** Of one person's deadlines. */
  readonly title?: { readonly zh: string; readonly en: string }
  readonly state: DeadlineState
  readonly mode: string
  readonly binding: boolean
  readonly startedAt: string
  readonly dueAt: string | null
  readonly stoppedAt: string | null
  readonly responsible: string
  readonly basis: string
}
type OfSubject = {
  readonly subjectId: string
  readonly deadlines: readonly Run[]
  readonly validAt: string
  readonly knownAt: string
}
type Page = { readonly deadlines: readonly Run[]; readonly next: string | null }
type ListOptions = {
  readonly state?: DeadlineState
  readonly responsible?: string
  readonly before?: string
  readonly after?: string
  readonly limit?: number
}
type Options = AskingOptions & ListOptions & { readonly count?: boolean }

const LIMIT_MAX = 500

/** `xianjie deadlines`: one person's, or everybody's by when they are due. */
export function deadlinesCommand(program: Command, io: Io): void {
  const command = program
    .command('deadlines')
    .description(
      '法定期限：某对象的，或全部 · the statutory deadlines of a person, or of everybody',
    )
    .option('--count', 'of one person: how each was counted, day by day (with --json)')
    .addOption(new Option('--state <state>', 'of everybody: only these').choices(DEADLINE_STATES))
    .option('--responsible <code>', 'of everybody: only what this agency must do')
    .option('--before <moment>', 'of everybody: only what is due before then', momentOption)
    .option('--after <cursor>', 'of everybody: the page behind the one that named it')
    .option('--limit <number>', 'of everybody: in one page', wholeNumberOption(1, LIMIT_MAX))
    .addHelpText(
      'after',
      `${exampleLines(
        ['某对象的期限 · of one person', 'deadlines sub_… --agency keys/qingshi-corrections'],
        [
          '全部逾期 · everything missed',
          'deadlines --state missed --agency keys/qingshi-corrections',
        ],
      )}${SANDBOX_NOTE}`,
    )
  withValidAt(withAskingOptions(command)).action(
    async (subject: string | undefined, options: Options, self: Command) => {
      if (subject !== undefined || options.idNumber !== undefined) {
        const { value } = await askOfSubject(subject, options, io)
        show(io, self, value, () => subjectLines(value as OfSubject, io))
        return
      }
      const { value } = await askOfEverybody(options, io)
      show(io, self, value, () => pageLines(value as Page, io))
    },
  )
}

async function askOfSubject(
  subject: string | undefined,
  options: Options,
  io: Io,
): Promise<Answer> {
  if (Object.keys(listQuery(options)).length > 0)
    throw misused('--state, --responsible, --before, --after and --limit are of the list')
  const more = options.count ? { count: 'true' } : {}
  return askAbout(subject, options, 'deadlines', io, more)
}

async function askOfEverybody(options: Options, io: Io): Promise<Answer> {
  if (options.validAt !== undefined || options.knownAt !== undefined || options.count)
    throw misused('--valid-at, --known-at and --count are of one person')
  const query = new URLSearchParams(listQuery(options)).toString()
  const path = `/v1/deadlines${query === '' ? '' : `?${query}`}`
  const agency = readAgencyFolder(options.agency)
  return askAs(agency, options, { path, headers: purposeHeaders(options) }, io)
}

const listQuery = ({ state, responsible, before, after, limit }: ListOptions) => ({
  ...(state === undefined ? {} : { state }),
  ...(responsible === undefined ? {} : { responsible }),
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
  ...(limit === undefined ? {} : { limit: String(limit) }),
})

const subjectLines = (answer: OfSubject, io: Io): readonly string[] => [
  ...section(io, `对象 subject ${answer.subjectId}`, [HEADINGS, ...answer.deadlines.map(row)]),
  `时点 valid at ${answer.validAt} · 所知 known at ${answer.knownAt}`,
]

const pageLines = ({ deadlines, next }: Page, io: Io): readonly string[] => [
  ...section(io, '法定期限 deadlines', [
    [...HEADINGS, '对象 subject'],
    ...deadlines.map((run) => [...row(run), run.subjectId ?? '']),
  ]),
  ...(next === null ? [] : [`下一页 next page: --after ${next}`]),
]

const HEADINGS = ['期限 clock', '状态 state', '起算 started', '届满 due', '责任 who', '依据 basis']

const row = (run: Run): readonly string[] => [
  run.title ? `${run.clock} ${run.title.zh}` : run.clock,
  `${STATES[run.state] ?? run.state}${run.binding && run.mode !== 'advisory' ? '' : ' 仅提示 advice'}`,
  short(run.startedAt),
  run.dueAt === null ? '节假日安排未公布 calendar not published' : untilEnd(run.dueAt),
  run.responsible,
  run.basis,
]

/** A limit in days lasts until 24:00 of its last day, as people say it. */
function untilEnd(time: string): string {
  if (!time.startsWith('00:00', TIME_AT)) return short(time)
  const due = parseInstant(time)
  return due === undefined ? short(time) : `${dateOf(instant(due - 1))} 24:00`
}
const TIME_AT = '2026-01-01T'.length

const short = (time: string): string => time.slice(0, 16).replace('T', ' ')

const STATES: Readonly<Record<DeadlineState, string>> = {
  open: '未到期 open',
  missed: '逾期 missed',
  met: '按期 met',
  late: '逾期办结 late',
  moot: '无须办理 moot',
}
