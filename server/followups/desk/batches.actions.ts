import { randomUUID } from 'node:crypto'
import { isSettled } from '../../../shared/follow-up-states.ts'
import type { BatchAssignment } from '../../../shared/follow-ups.desk.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import type { Deps } from '../../platform/deps.ts'
import { changePublic } from '../../platform/render/drops.ts'
import { mustBelong } from '../follow-ups.rules.ts'
import { change, handled, undoing } from './cards.actions.ts'
import { lastChange, lockCards, numbersOfBatch, officerInService } from './cards.queries.ts'

/**
 * Gives several cards to one officer, all or none.
 * @returns the batch, by which it can be undone, and how many cards it holds
 * @throws Refusal `nothing-chosen`, `officer-elsewhere`, `not-allowed-now` for one that is settled
 */
export async function assignCards(
  deps: Deps,
  officer: Officer,
  { cards, officer: to }: BatchAssignment,
): Promise<{ batch: string; count: number }> {
  const numbers = [...new Set(cards)]
  if (numbers.length === 0) throw new Refusal('nothing-chosen')
  return changePublic(deps, async (tx) => {
    const assignee = await officerInService(tx, to)
    const locked = await lockCards(tx, numbers)
    if (locked.length < numbers.length) throw new Refusal('not-found')
    const batch = randomUUID()
    const at = deps.now()
    for (const row of locked) {
      const card = handled(officer, row)
      if (isSettled(card.state)) throw new Refusal('not-allowed-now')
      mustBelong(card, assignee)
      await change(
        deps,
        officer,
        { tx, card, at },
        {
          change: { officerId: to },
          move: { act: 'assign', batchId: batch },
          detail: { officer: to, batch },
        },
      )
    }
    return { batch, count: locked.length }
  })
}

/**
 * Takes a batch back. Cards that were changed since stay as they are.
 * @returns how many went back, and how many did not
 * @throws Refusal `not-found`; `undo-too-late` where none could go back
 */
export async function undoBatch(deps: Deps, officer: Officer, batch: string) {
  return changePublic(deps, async (tx) => {
    const numbers = await numbersOfBatch(tx, batch)
    if (numbers.length === 0) throw new Refusal('not-found')
    const at = deps.now()
    let undone = 0
    for (const row of await lockCards(tx, numbers)) {
      const card = handled(officer, row)
      if ((await lastChange(tx, card.id))?.batchId !== batch) continue
      await change(deps, officer, { tx, card, at }, await undoing({ tx, card, at }))
      undone += 1
    }
    if (undone === 0) throw new Refusal('undo-too-late')
    return { undone, kept: numbers.length - undone }
  })
}
