/** What whoever runs the process is told of the log's absences. */
export type Notices = {
  /** The log went away; called once for each absence. */
  readonly onAway?: ((fault: unknown) => void) | undefined
  /** It answers again. */
  readonly onBack?: (() => void) | undefined
}
