/** What the status routes answer, as JSON Schema, for the API's description. */
import {
  date,
  definition,
  finding,
  list,
  type Members,
  named,
  object,
  orNull,
  party,
  reference,
  text,
  time,
  titles,
  view,
  word,
  words,
} from './answer-words.ts'
import type { JsonSchema } from './json-schema.ts'

const documentId = word('document', 'documentId')
const subjectId = word('document', 'subjectId')
const documents = list(documentId)
const moments: Members = {
  validAt: time('所问时点 · moment asked about'),
  knownAt: time('知悉时点 · as known when'),
}

const { properties: inFeed = {} } = definition('status', 'circumstance', 'Circumstance')
const circumstance = named(
  'Circumstance',
  { ...inFeed, detail: { title: '细节 · details', type: 'object' }, documents },
  ['since', 'until', 'detail'],
)
const circumstances = named(
  'Circumstances',
  Object.fromEntries(
    Object.entries(word('status', 'circumstances').properties ?? {}).map(
      ([name, { title = '' }]) => [name, { title, allOf: [circumstance] }],
    ),
  ),
)
const overlays: JsonSchema = { $id: 'Overlays', ...word('status', 'overlays') }
const overlay = (name: string): JsonSchema => overlays.properties?.[name] ?? {}
const brief: Members = {
  ...words('status', 'kind', 'state', 'stateSince'),
  overlays,
  counters: { $id: 'Counters', ...word('status', 'counters') },
  ...words('status', 'period', 'executionPlace'),
}

const deadline = named('OpenDeadline', {
  clock: text('期限 · clock (T01…T74)'),
  dueAt: orNull(time('届满 · due; null while that year’s calendar is not published')),
  state: { title: '状态 · state', type: 'string', enum: ['open', 'missed'] },
  responsible: text('责任机关 · who is responsible'),
  basis: text('依据 · article'),
})
const basis = named('BasisDocument', { documentId, ...words('document', 'type', 'number') })
const full: Members = {
  ...brief,
  ended: word('status', 'ended'),
  circumstances,
  openDeadlines: list(deadline),
  findings: list(named('StatusFinding', { ...finding.properties, documents }, ['basis'])),
  basis: list(basis),
}

/** A status by itself, as a preflight foresees it. */
export const foreseenStatus = named('ForeseenStatus', full)
export const openDeadlines = list(deadline)

export const subjectStatus = named('SubjectStatus', { subjectId, ...full, ...moments, ...view })

const step = named(
  'TimelineStep',
  {
    at: time('时点 · moment'),
    cause: { ...word('status', 'cause') },
    documentId,
    type: word('document', 'type'),
    state: word('status', 'state'),
    supervision: overlay('supervision'),
    restriction: overlay('restriction'),
    on: date('日期 · day'),
    title: titles,
    number: word('document', 'number'),
  },
  ['documentId', 'type', 'title', 'number'],
)
export const timeline = named('Timeline', { subjectId, steps: list(step), ...moments, ...view })

const subjectDocument = named('SubjectDocument', {
  documentId,
  type: word('document', 'type'),
  title: titles,
  number: word('document', 'number'),
  issuer: party,
  madeOn: word('document', 'madeOn'),
  effectiveOn: orNull(word('document', 'effectiveOn')),
  references: list(reference),
  ...words('document', 'acceptedAt', 'position'),
})
export const subjectDocuments = named('SubjectDocuments', {
  subjectId,
  documents: list(subjectDocument),
  knownAt: moments.knownAt ?? {},
  ...view,
})

export const subjectsFound = named('SubjectsFound', {
  subjects: list(object({ subjectId, ...words('status', 'kind', 'state') })),
})

const isFound = (value: boolean): JsonSchema => ({ title: '有无文书 · found', const: value })
export const statusChecks = named('StatusChecks', {
  results: list({
    oneOf: [
      object({ found: isFound(true), subjectId, ...brief }),
      object({ found: isFound(false) }),
    ],
  }),
  ...view,
})
