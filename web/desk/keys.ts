import type { DeskAct } from '../../shared/desk.ts'

/** One letter a decision: Open, Supplement, Reject, Transfer, Merge, Hide, show (View), Department, eXtend. */
export const keyOf: Partial<Record<DeskAct, string>> = {
  publish: 'O',
  ask: 'S',
  reject: 'R',
  transfer: 'T',
  merge: 'M',
  hide: 'H',
  show: 'V',
  pass: 'D',
  extend: 'X',
}

const stored = 'desk-keys'

/** Single letters can be switched off, because speech input and slips press them too (KWCAG 2.1.4). */
export function keysAreOn(): boolean {
  try {
    return localStorage.getItem(stored) !== 'off'
  } catch {
    return false // A browser that keeps nothing could not keep them off either.
  }
}
export function switchKeys(on: boolean) {
  try {
    localStorage.setItem(stored, on ? 'on' : 'off')
  } catch {
    // Then it holds for this page.
  }
}

/** The letter that was meant as a shortcut; null while someone types or holds another key. */
export function shortcutOf(event: KeyboardEvent): string | null {
  const target = event.target as HTMLElement | null
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null
  if (target?.closest('input, textarea, select, [contenteditable]')) return null
  // The key's place, so that it works while the keyboard writes Hangul.
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]
  return letter ?? null
}
