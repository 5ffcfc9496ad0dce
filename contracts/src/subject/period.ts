/** The correction period and where it is printed (law.md §3.2 "Period"; CL 41, 73, 83; CPLI 202(2)). */
import type { FactBody } from '../documents/fact-fields.ts'
import type { LegalDate } from '../time.ts'
import { dateOf, instantOf, termEnd } from '../time.ts'
import type { Entry } from './entry.ts'
import type { Episode } from './model.ts'

export type Period = {
  readonly from: LegalDate | null
  readonly to: LegalDate | null
  /** End of the sentence under 暂予监外执行: only that ends the correction (rule 7). */
  readonly sentenceTo: LegalDate | null
  readonly sources: readonly Entry[]
}

type Field = 'periodFrom' | 'periodTo' | 'sentenceTo' | 'handedOverOn'
type Found = { readonly date: LegalDate; readonly by: Entry } | null

/** The last day of correction: of the sentence for 暂外, else of the period; null where unknown. */
export const lastDay = ({ kind, period }: Pick<Episode, 'kind' | 'period'>): LegalDate | null =>
  kind === 'tpe' ? period.sentenceTo : period.to

/** From the decision, what is stated about it, and the enrolling document, in that precedence. */
export function periodOf(episode: Omit<Episode, 'period'>): Period {
  const from = startOfPeriod(episode)
  const end = endOfPeriod(episode, from)
  const sentence = printed('sentenceTo', [episode.decision, ...episode.enrolments])
  const to =
    episode.kind === 'tpe' ? [end, sentence].filter((each) => each !== null).sort(byDate)[0] : end
  const sources = [from, to, sentence].filter((each) => !!each).map(({ by }) => by)
  return {
    from: from?.date ?? null,
    to: to?.date ?? null,
    sentenceTo: sentence?.date ?? null,
    sources: [...new Set(sources)],
  }
}

const byDate = (a: { date: LegalDate }, b: { date: LegalDate }) => (a.date < b.date ? -1 : 1)

function startOfPeriod(episode: Omit<Episode, 'period'>): Found {
  const { kind, decision, statements, enrolments } = episode
  const stated = printed('periodFrom', [...statements, decision])
  if (stated) return stated
  if ((kind === 'control' || kind === 'probation') && decision && episode.effectiveOn) {
    return { date: episode.effectiveOn, by: decision }
  }
  const handedOver = kind === 'tpe' ? printed('handedOverOn', enrolments) : null
  return handedOver ?? printed('periodFrom', enrolments)
}

function endOfPeriod(episode: Omit<Episode, 'period'>, from: Found): Found {
  const { kind, decision, statements, enrolments } = episode
  const judged = kind === 'control' || kind === 'probation'
  const order = judged ? [...statements, decision] : [decision, ...statements]
  const stated = printed('periodTo', order)
  if (stated) return stated
  const term = decision?.fact.body.term
  if (judged && decision && from && term) return { date: termEnd(from.date, term), by: decision }
  return printed('periodTo', enrolments)
}

/** The first of the documents that prints the field. */
function printed(field: Field, documents: readonly (Entry | null)[]): Found {
  for (const by of documents) {
    const date = by && dateIn(by.fact.body, field)
    if (date) return { date, by }
  }
  return null
}

const dateIn = (body: FactBody, field: Field): LegalDate | null =>
  body[field] === undefined ? null : dateOf(instantOf(body[field]))
