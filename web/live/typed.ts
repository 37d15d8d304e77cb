import { keepIn, nameOf } from '../lib/live/keeping.ts'

const keeping = keepIn(() => localStorage)
/** Under this word stands what a visitor typed before signing in. */
export const visitor = 'visitor'

/** What was half typed here before: by this person, or by them as a visitor, which then becomes theirs. */
export function typedBefore(townHallId: number, who: string): string {
  const own = keeping.read<string>(nameOf('typed', townHallId, who))
  if (own || who === visitor) return own ?? ''
  const before = keeping.read<string>(nameOf('typed', townHallId, visitor)) ?? ''
  keeping.forget(nameOf('typed', townHallId, visitor))
  if (before) keepTyped(townHallId, who, before)
  return before
}

export function keepTyped(townHallId: number, who: string, text: string) {
  if (text) keeping.write(nameOf('typed', townHallId, who), text)
  else forgetTyped(townHallId, who)
}

export const forgetTyped = (townHallId: number, who: string) =>
  keeping.forget(nameOf('typed', townHallId, who))
