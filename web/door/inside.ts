import type { CheckInOutcome } from '../../shared/door.ts'
import type { DoorKind } from '../../shared/door-outcomes.ts'
import { presentOf, type Waiting } from './outbox.ts'

/** Who is inside as this phone knows it, since when, by member. */
export class Inside {
  since = new Map<number, string>()

  moved(kind: DoorKind, memberId: number | null | undefined, at: string) {
    if (memberId === null || memberId === undefined) return
    if (kind === 'entry') this.since.set(memberId, at)
    else this.since.delete(memberId)
  }

  /** As the server decided. */
  settle(items: readonly CheckInOutcome[], at: string) {
    for (const { member, outcome, kind } of items)
      if (outcome === 'accepted') this.moved(kind, member?.id, at)
  }

  /** As the server counts, and after it what was noted here and not sent yet. */
  believe(present: Record<string, string>, waiting: Waiting[]) {
    this.since = presentOf(present, waiting)
  }
}
