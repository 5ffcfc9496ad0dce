/**
 * What law.md names, written down from the text and not from the code: the rows of §1 and §2, the codes
 * of §3.2, the rules 1-11, 漏管 and 脱管 of §3.3, the circumstances of §3.4 and the grounds of §3.5.
 */
const numbered = (letter: string, count: number, width = 1): readonly string[] =>
  Array.from({ length: count }, (_, at) => letter + String(at + 1).padStart(width, '0'))

/** §1: 123 rows. */
export const ROWS: readonly string[] = [
  ...numbered('A', 6),
  ...numbered('B', 27),
  ...numbered('C', 41),
  ...numbered('D', 26),
  ...numbered('E', 10),
  ...numbered('F', 13),
]
/** §1, last line: slugs in all. */
export const SLUGS_COUNT = 128

/** §2. */
export const CLOCKS: readonly string[] = numbered('T', 74, 2)

/** §3.2, in the order of the text. */
export const MODEL: Readonly<Record<string, readonly string[]>> = {
  'main state': words(`NONE PRE_ASSESSMENT DECIDED_NOT_EFFECTIVE EFFECTIVE_AWAITING_REPORT LOUGUAN
    UNDER_CORRECTION TRANSFERRING EXPIRED_PENDING_CLOSE RELEASED TERMINATED AWAIT_CUSTODY ESCAPED
    IN_CUSTODY_SERVING`),
  supervision: words('TUOGUAN LOST_CONTACT ON_LEAVE NORMAL'),
  restriction: words(`ARREST CRIM_DETENTION DRUG_REHAB JUDICIAL_DETENTION ADMIN_DETENTION RESID_SURV
    BAIL SUMMONS`),
  proceeding: words(`PAROLE_PROPOSED TPE_PROPOSED PLACE_CHANGE_PENDING PS_PENALTY_PROPOSED
    COMMUTE_PROPOSED EXPIRY_REVIEW REVOKE_PROPOSED ARREST_PROPOSED ARREST_ORDERED IMPRISON_PROPOSED
    UNCOUNTED_PROPOSED NEW_CRIME_CASE RULING_CHALLENGED DECISION_CHALLENGED`),
  flag: words(`ASSESSED DOCS_INCOMPLETE EXIT_RESTRICTED EMONITOR TRAVEL_PERMIT PURSUED
    PROHIBITION_ORDER FOREIGN MINOR SEAL_DUE SEALED`),
  counter: words('commendations reprimands warnings'),
}

/** §3.2, numbered rules. */
export const RULES: readonly number[] = Array.from({ length: 11 }, (_, at) => at + 1)

/** §3.4, by the names that api.md gives them. */
export const CIRCUMSTANCES: readonly string[] = words(`delivery supervision assistance evasion
  publicSecurityPenalty coerciveMeasure changeOfExecution newCrime`)

/** §3.5 by consequence and article; the words are those of the code, one for each ground of facts. */
export const GROUNDS: readonly string[] = words(`absent-over-a-month two-warnings
  two-warnings-uncorrected penalised-uncorrected any-breach left-despite-warning absent-over-ten-days
  absent-up-to-ten-days two-reprimands-uncorrected left-without-approval unreported-and-warned
  penalised-for-breach revocation-proposed`)

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}
