import type { Step } from '../../shared/states.ts'
import { endedPetitions } from './ended.content.ts'
import { openPetitions } from './open.content.ts'

export type DemoAnswer = {
  title: string
  body: string
  /** Days after the petition's closing (or establishment) at which it was published. */
  after: number
  transcript?: string
  commitments?: { text: string; days: number }[]
  interim?: boolean
}

/** A petition of the demonstration. Ages are days before now. */
export type DemoPetition = {
  state:
    | 'received'
    | 'supplement_requested'
    | 'open'
    | 'closed'
    | 'rejected'
    | 'transferred'
    | 'merged'
    | 'withdrawn'
  /** Days since it was opened, or since it was received where it never opened. */
  age: number
  total: number
  /** Days after opening at which the 1,000th came. */
  crossedAt?: number
  title: string
  problem: string
  proposal: string
  effect: string
  category: string
  dongs: string[]
  department: string
  name: string
  route?: 'online' | 'visit' | 'phone' | 'post'
  ground?: string
  note?: string
  transferredTo?: string
  /** Title of the petition it was merged into. */
  mergedInto?: string
  hidden?: { reason: string; removed: boolean }
  answers?: DemoAnswer[]
  extension?: { days: number; reason: string }
  draftedOnly?: boolean
}

export const demoPetitions: DemoPetition[] = [...openPetitions, ...endedPetitions]

/** The step that led to a state, for the history of a petition that never opened. */
export const lastStep: Partial<Record<DemoPetition['state'], Step>> = {
  supplement_requested: 'ask',
  rejected: 'reject',
  transferred: 'transfer',
  merged: 'merge',
  withdrawn: 'withdraw',
}
