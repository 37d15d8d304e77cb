import type { z } from 'zod'
import type { Merge, Publication, Rejection, SupplementRequest, Transfer } from '../../../shared/desk.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Step } from '../../../shared/states.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import type { Deps } from '../../platform/deps.ts'
import { askedMail, mergedMail, publishedMail, rejectedMail, transferredMail } from './decisions.mails.ts'
import { ensureCounts, groundToday, mergeTarget, departmentToday } from './decisions.queries.ts'
import { type InForce, promisedAt, supplementDueAfter } from './decisions.rules.ts'
import { act, type Locked } from './desk.actions.ts'
import { advance } from '../petitions.rules.ts'
import { personalDataIn } from '../filing/personal-data.rules.ts'

type Input<T extends z.ZodType> = z.output<T> & { number: string }

const next = ({ petition, established }: Locked, step: Step) =>
  advance({ state: petition.state, established }, step)

/**
 * Opens a petition: what is promised now is copied onto it and holds for it whatever changes later.
 * @throws Refusal `personal-data-found` when the text names personal data and nobody said that it was seen
 */
export function publish(deps: Deps, officer: Officer, { terms }: InForce, input: Input<typeof Publication>) {
  return act(deps, officer, input, 'publish', async (locked) => {
    const { petition, tx, at } = locked
    const state = next(locked, 'publish')
    const department = await departmentToday(tx, input.department, at)
    if (!department) throw new Refusal('not-valid', { field: 'department' })
    const { title, problem, proposal, effect } = petition
    const found = [title, problem, proposal, effect].flatMap(personalDataIn).length
    if (found > 0 && !input.confirmed)
      throw new Refusal('personal-data-found', { field: 'confirmed', params: { count: found } })
    await ensureCounts(tx, petition.id)
    const promised = promisedAt(at, terms)
    const { closesAt } = promised
    return {
      change: { state, departmentId: department.id, ...promised },
      move: 'publish',
      detail: { department: department.id, closesAt: closesAt.toISOString(), confirmed: found },
      mail: (lang) => publishedMail(lang, locked.about, closesAt, promised),
    }
  })
}

/** Asks the author for what is missing; the review clock stands still until it comes or its day passes. */
export function askForSupplement(
  deps: Deps,
  officer: Officer,
  inForce: InForce,
  input: Input<typeof SupplementRequest>,
) {
  return act(deps, officer, input, 'ask', (locked) => {
    const state = next(locked, 'ask')
    const dueAt = supplementDueAfter(locked.at, inForce)
    return {
      change: { state, supplementDueAt: dueAt, reviewDueAt: null, decisionNote: input.note },
      move: 'ask',
      publicNote: input.note,
      detail: { dueAt: dueAt.toISOString() },
      mail: (lang) => askedMail(lang, locked.about, input.note, dueAt),
    }
  })
}

/** @throws Refusal `ground-required` when there is no such ground today */
export function reject(deps: Deps, officer: Officer, input: Input<typeof Rejection>) {
  return act(deps, officer, input, 'reject', async (locked) => {
    const state = next(locked, 'reject')
    const ground = await groundToday(locked.tx, input.ground)
    if (!ground) throw new Refusal('ground-required', { field: 'ground' })
    return {
      change: { state, groundCode: ground.code, decisionNote: input.note || null, endedAt: locked.at },
      move: 'reject',
      publicNote: input.note,
      detail: { ground: ground.code },
      mail: (lang) => rejectedMail(lang, locked.about, ground, input.note),
    }
  })
}

/** Sends a petition to the body that can act on it. */
export function transfer(deps: Deps, officer: Officer, input: Input<typeof Transfer>) {
  return act(deps, officer, input, 'transfer', (locked) => ({
    change: {
      state: next(locked, 'transfer'),
      transferredTo: input.body,
      decisionNote: input.note || null,
      endedAt: locked.at,
    },
    move: 'transfer',
    publicNote: input.note,
    mail: (lang) => transferredMail(lang, locked.about, input.body, input.note),
  }))
}

/**
 * Joins a petition to one that says the same and was published before.
 * @throws Refusal `merge-target` when that one is not open or closed, or hidden
 */
export function merge(deps: Deps, officer: Officer, input: Input<typeof Merge>) {
  return act(deps, officer, input, 'merge', async (locked) => {
    const state = next(locked, 'merge')
    const into = await mergeTarget(locked.tx, input.into)
    if (!into) throw new Refusal('merge-target', { field: 'into' })
    const target = { ...into, url: `${deps.config.publicUrl}/petitions/${into.number}` }
    return {
      change: { state, mergedInto: into.id, decisionNote: input.note || null, endedAt: locked.at },
      move: 'merge',
      publicNote: input.note,
      detail: { into: into.id },
      mail: (lang) => mergedMail(lang, locked.about, target, input.note),
    }
  })
}
