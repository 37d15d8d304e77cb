import { isSettled } from '../../../shared/follow-up-states.ts'
import type {
  Assignment,
  Extension,
  FollowUpMove,
  Merging,
  Note,
  Passing,
} from '../../../shared/follow-ups.desk.ts'
import { endOfDay } from '../../../shared/kst.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import { mailTo } from '../../notifications/notifications.actions.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { changePublic } from '../../platform/render/drops.ts'
import { addMove, type CardRow } from '../follow-ups.queries.ts'
import {
  advanceCard,
  mayHandle,
  maySeeCard,
  mayUndo,
  mustBelong,
  mustBeVersion,
  mustExtend,
  mustMerge,
} from '../follow-ups.rules.ts'
import type { CardBefore } from '../follow-ups.tables.ts'
import { tellTurn } from '../telling/telling.actions.ts'
import { passedMail } from '../telling/telling.mails.ts'
import {
  addressesOf,
  cardByNumber,
  departmentExists,
  lastChange,
  lockCards,
  officerInService,
  saveCard,
} from './cards.queries.ts'

type Named = { number: string }
type Scene = { tx: Tx; card: CardRow; others: CardRow[]; at: Date }
type Move = Omit<
  Parameters<typeof addMove>[1],
  'followUpId' | 'at' | 'officerId' | 'publicNote' | 'internalNote'
> & {
  publicNote?: string
  internalNote?: string
}
type Follows = {
  change: Partial<CardRow>
  move: Move
  detail?: Record<string, unknown>
  /** What is told, once the card is saved. */
  tell?: (saved: CardRow) => Promise<void>
}

const about = (id: number) => ({ kind: 'follow_up', id })

/** The card as this officer may handle it. @throws Refusal `not-found`, `not-allowed` */
export function handled(officer: Officer, card: CardRow | undefined): CardRow {
  if (!card) throw new Refusal('not-found')
  if (!mayHandle(officer, card)) throw new Refusal('not-allowed')
  return card
}

/** As this officer may read it. @throws Refusal `not-found`, `not-allowed` */
export async function seenCard(deps: Pick<Deps, 'db'>, officer: Officer, number: string): Promise<CardRow> {
  const card = await cardByNumber(deps.db, number)
  if (!card) throw new Refusal('not-found')
  if (!maySeeCard(officer, card)) throw new Refusal('not-allowed')
  return card
}

/** What undoing puts back. */
export const beforeOf = (card: CardRow): CardBefore => ({
  state: card.state,
  departmentId: card.departmentId,
  officerId: card.officerId,
  dueAt: card.dueAt.toISOString(),
  settledAt: card.settledAt?.toISOString() ?? null,
  publicNote: card.publicNote,
  transferredTo: card.transferredTo,
  mergedInto: card.mergedInto,
})

/** Saves one change of a held card with its move and its entry in the audit log; what it settles is told. */
export async function change(
  deps: Deps,
  officer: Officer,
  { tx, card, at }: Omit<Scene, 'others'>,
  { change: what, move, detail, tell }: Follows,
): Promise<CardRow> {
  const saved = { ...card, ...what, version: card.version + 1, updatedAt: at }
  await saveCard(tx, card.id, { ...what, version: saved.version, updatedAt: at })
  await addMove(tx, {
    publicNote: '',
    internalNote: '',
    before: move.act === 'undo' ? null : beforeOf(card),
    ...move,
    followUpId: card.id,
    at,
    officerId: officer.officerId,
  })
  await record(deps, tx, officer, `follow-up.${move.act}`, about(card.id), { number: card.number, ...detail })
  await tell?.(saved)
  if (isSettled(saved.state) !== isSettled(card.state)) await tellTurn(deps, tx, saved)
  return saved
}

/** One act on one card: locked, whose it is, the version that was read, then what follows. */
export function act(
  deps: Deps,
  officer: Officer,
  { number, version, also = [] }: Named & { version: number; also?: string[] },
  follow: (scene: Scene) => Follows | Promise<Follows>,
): Promise<CardRow> {
  return changePublic(deps, async (tx) => {
    const locked = await lockCards(tx, [number, ...also])
    const card = handled(
      officer,
      locked.find((one) => one.number === number),
    )
    mustBeVersion(card, version)
    const scene = { tx, card, others: locked.filter((one) => one !== card), at: deps.now() }
    return change(deps, officer, scene, await follow(scene))
  })
}

/** Brings a card into another state. @throws as `advanceCard` */
export const moveCard = (deps: Deps, officer: Officer, input: FollowUpMove & Named) =>
  act(deps, officer, input, ({ card, at }) => {
    const moved = advanceCard(card, input, at)
    const publicNote = input.publicNote || (isSettled(card.state) ? '' : card.publicNote)
    return {
      change: { ...moved, publicNote },
      move: {
        act: 'move',
        fromState: card.state,
        toState: moved.state,
        publicNote: input.publicNote,
        internalNote: input.internalNote,
      },
      detail: { from: card.state, to: moved.state },
    }
  })

/** A later day, with its reason; the day promised first stays. @throws as `mustExtend` */
export const extendCard = (deps: Deps, officer: Officer, input: Extension & Named) =>
  act(deps, officer, input, ({ card, at }) => {
    const toDueAt = endOfDay(input.day)
    mustExtend(card, toDueAt, input.reason, at)
    return {
      change: { dueAt: toDueAt },
      move: {
        act: 'extend',
        publicNote: input.reason,
        internalNote: input.internalNote,
        fromDueAt: card.dueAt,
        toDueAt,
      },
      detail: { from: card.dueAt.toISOString(), to: toDueAt.toISOString() },
    }
  })

/** Gives a card to another department, which hears of it; its date stands, its officer is chosen anew. */
export const passCard = (deps: Deps, officer: Officer, input: Passing & Named) =>
  act(deps, officer, input, async ({ tx, card }) => {
    if (isSettled(card.state)) throw new Refusal('not-allowed-now')
    const to = await departmentExists(tx, input.department)
    if (!to || to.id === card.departmentId) throw new Refusal('not-valid', { field: 'department' })
    return {
      change: { departmentId: to.id, officerId: null },
      move: {
        act: 'pass',
        fromDepartmentId: card.departmentId,
        toDepartmentId: to.id,
        publicNote: input.reason,
        internalNote: input.internalNote,
      },
      detail: { fromDepartment: card.departmentId, toDepartment: to.id },
      tell: async (saved) => {
        const mail = passedMail(deps.config.publicUrl, saved, input.reason)
        for (const email of await addressesOf(tx, to.id))
          await mailTo(deps, tx, email, `follow-up-passed:${card.id}:${saved.version}`, mail)
      },
    }
  })

/** Whose work it is within the department. @throws Refusal `officer-elsewhere` */
export const assignCard = (deps: Deps, officer: Officer, input: Assignment & Named) =>
  act(deps, officer, input, async ({ tx, card }) => {
    if (isSettled(card.state)) throw new Refusal('not-allowed-now')
    mustBelong(card, await officerInService(tx, input.officer))
    return {
      change: { officerId: input.officer },
      move: { act: 'assign' },
      detail: { officer: input.officer },
    }
  })

/**
 * Joins a card to another that promises the same: both sources lead there, and those who asked for either hear of it.
 * Both rows are held, so that the other cannot be finished in between.
 * @throws Refusal `follow-up-target`, `not-allowed-now`
 */
export const mergeCards = (deps: Deps, officer: Officer, input: Merging & Named) =>
  act(deps, officer, { ...input, also: [input.target] }, ({ card, others, at }) => {
    const target = others[0] ?? null
    mustMerge(card, target)
    if (!mayHandle(officer, target!)) throw new Refusal('follow-up-target', { field: 'target' })
    return {
      change: { state: 'merged', mergedInto: target!.id, settledAt: at },
      move: {
        act: 'merge',
        fromState: card.state,
        toState: 'merged',
        publicNote: input.publicNote,
        internalNote: input.internalNote,
      },
      detail: { target: target!.number },
    }
  })

/** How it stands, for everyone or for the desk alone. It changes nothing else, so it needs no version. */
export const noteCard = (deps: Deps, officer: Officer, input: Note & Named) =>
  changePublic(deps, async (tx) => {
    const [locked] = await lockCards(tx, [input.number])
    const card = handled(officer, locked)
    if (input.publicNote === '' && input.internalNote === '')
      throw new Refusal('reason-required', { field: 'internalNote' })
    const at = deps.now()
    if (input.publicNote !== '') await saveCard(tx, card.id, { publicNote: input.publicNote, updatedAt: at })
    const { publicNote, internalNote } = input
    const row = { followUpId: card.id, at, officerId: officer.officerId }
    await addMove(tx, { ...row, act: 'note', publicNote, internalNote })
    await record(deps, tx, officer, 'follow-up.note', about(card.id), { number: card.number })
  })

/** Puts back what the last change of a card was, within a day. What was told meanwhile stays told. */
export const undoCard = (deps: Deps, officer: Officer, input: Named & { version: number }) =>
  act(deps, officer, input, (scene) => undoing(scene))

/** @throws Refusal `undo-too-late` */
export async function undoing({ tx, card, at }: Omit<Scene, 'others'>): Promise<Follows> {
  const last = await lastChange(tx, card.id)
  if (!mayUndo(last, at)) throw new Refusal('undo-too-late')
  const { dueAt, settledAt, ...before } = last!.before!
  return {
    change: { ...before, dueAt: new Date(dueAt), settledAt: settledAt === null ? null : new Date(settledAt) },
    move: {
      act: 'undo',
      fromState: card.state,
      toState: before.state,
      fromDueAt: card.dueAt,
      toDueAt: new Date(dueAt),
      fromDepartmentId: card.departmentId,
      toDepartmentId: before.departmentId,
    },
    detail: { of: last!.act },
  }
}
