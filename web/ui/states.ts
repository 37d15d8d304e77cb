import type { IconName } from './icons.ts'

type Look = { colour: '' | 'act' | 'solid' | 'gov' | 'kept' | 'soon'; icon: IconName }

/** Every tag there is. Late is never a state: the signal beside it says so. */
export const tagLooks = {
  draft: { colour: '', icon: 'pencil' },
  received: { colour: '', icon: 'tray' },
  reviewing: { colour: '', icon: 'eye' },
  supplement_requested: { colour: 'soon', icon: 'question' },
  rejected: { colour: '', icon: 'barred' },
  hidden: { colour: '', icon: 'struckEye' },
  merged: { colour: '', icon: 'join' },
  transferred: { colour: '', icon: 'exit' },
  open: { colour: 'act', icon: 'part' },
  established: { colour: 'solid', icon: 'flag' },
  closed: { colour: '', icon: 'gate' },
  ended: { colour: '', icon: 'square' },
  withdrawn: { colour: '', icon: 'returned' },
  due: { colour: 'gov', icon: 'clock' },
  answered: { colour: 'kept', icon: 'bubble' },
  answeredMayor: { colour: 'kept', icon: 'bubble' },
  answeredDepartment: { colour: 'kept', icon: 'bubble' },
  answeredElsewhere: { colour: 'kept', icon: 'bubble' },
  doing: { colour: 'gov', icon: 'dashed' },
  planned: { colour: 'gov', icon: 'calendar' },
  longTerm: { colour: 'gov', icon: 'clock' },
  kept: { colour: 'kept', icon: 'done' },
  notKept: { colour: '', icon: 'cross' },
} as const satisfies Record<string, Look>

export type TagState = keyof typeof tagLooks
