/** The door of a town hall: numbers and closed lists that its phones show too. */

export const doorKinds = ['entry', 'exit'] as const
export type DoorKind = (typeof doorKinds)[number]

/** What became of a ticket, a code or a name at the door: `accepted`, or the reason why not. */
export const doorOutcomes = [
  'accepted',
  'already-inside',
  'not-inside',
  'unknown',
  'not-signed',
  'other-sitting',
  'other-day',
  'cancelled',
  'not-confirmed',
  'online',
  'no-search-right',
  'id-used',
] as const
export type DoorOutcome = (typeof doorOutcomes)[number]

const hour = 3_600_000

export const doorLimits = {
  /** Letters of a device's name, such as the door it stands at. */
  name: 40,
  /** Check-ins sent at once. */
  batch: 100,
  /** Walk-ins of one party. */
  walkIn: 6,
  /** How long a device works after its sitting, in milliseconds. */
  afterEndMs: 2 * hour,
  /** How long after that it may still hand in what it wrote down with the network gone, in milliseconds. */
  handInMs: 48 * hour,
  /** The same code again on one phone within so many milliseconds is the same scan. */
  repeatMs: 3_000,
}

/** What a typed code is compared with on a phone without network: codes themselves do not leave the server. */
export const codeText = (sittingId: number, code: string) => `sotong door ${sittingId} ${code}`
