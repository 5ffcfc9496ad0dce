/** Events that a part of the platform could not take: put aside with the reason, so that the rest flows on. */
export type ParkedEvent = {
  readonly position: number
  readonly type: string
  readonly reason: string
}

export type Redriven =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'not-parked' | 'parked-again' }

export type Parking = {
  count(): number
  /** The oldest ones, at most `PARKED_LISTED_MAX`. */
  list(): readonly ParkedEvent[]
  /** Reads the event from the log again and takes it; it stays parked when that fails again. */
  redrive(position: number): Promise<Redriven>
}

/** Parked events in one list. */
export const PARKED_LISTED_MAX = 1_000
