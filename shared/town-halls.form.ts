/**
 * The officers' form of a town hall as flat fields: `sitting-0-place`, `agenda-2-title`, `question-1-choices`. Rows are
 * added and taken away by the same functions in the browser and, without a script, on the server.
 */
export type Typed = Record<string, string | string[]>

export const rowKinds = ['sitting', 'agenda', 'question'] as const
export type RowKind = (typeof rowKinds)[number]

/** Most rows of each kind. */
export const mostRows: Record<RowKind, number> = { sitting: 20, agenda: 30, question: 8 }

/** What every new row begins with: the field that says that the row is there. */
const firstField: Record<RowKind, string> = { sitting: 'name', agenda: 'time', question: 'labelKo' }

/** A field of a row, `sitting-0-place` in its parts. */
export function partsOf(name: string): { kind: RowKind; at: number; field: string } | null {
  const found = /^(sitting|agenda|question)-(\d{1,2})-(.+)$/.exec(name)
  return found && { kind: found[1] as RowKind, at: Number(found[2]), field: found[3]! }
}

export const rowsOf = (typed: Typed, kind: RowKind): number =>
  Math.max(
    0,
    ...Object.keys(typed).map((name) => {
      const parts = partsOf(name)
      return parts?.kind === kind ? parts.at + 1 : 0
    }),
  )

export const textOf = (typed: Typed, name: string): string => {
  const value = typed[name]
  return typeof value === 'string' ? value : (value?.at(-1) ?? '')
}

/** A further row; a sitting begins in the place of the one before. */
function addRow(typed: Typed, kind: RowKind): Typed {
  const at = rowsOf(typed, kind)
  if (at >= mostRows[kind]) return typed
  const added: Typed = { [`${kind}-${at}-${firstField[kind]}`]: '' }
  if (kind === 'sitting' && at > 0) {
    for (const field of ['day', 'from', 'until', 'place', 'address', 'total'])
      added[`sitting-${at}-${field}`] = textOf(typed, `sitting-${at - 1}-${field}`)
  }
  return { ...typed, ...added }
}

function removeRow(typed: Typed, kind: RowKind, gone: number): Typed {
  const kept = Object.entries(typed).flatMap(([name, value]) => {
    const parts = partsOf(name)
    if (parts?.kind !== kind || parts.at < gone) return [[name, value] as const]
    return parts.at === gone ? [] : [[`${kind}-${parts.at - 1}-${parts.field}`, value] as const]
  })
  return Object.fromEntries(kept)
}

/**
 * Whole seats in proportion to weights, all of them given away (largest remainders; of equal ones the first).
 * Without any weight everyone gets alike.
 */
export function shareOut(seats: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const shares = weights.map((weight) => (seats * (sum > 0 ? weight : 1)) / (sum > 0 ? sum : weights.length))
  const given = shares.map(Math.floor)
  const left = seats - given.reduce((a, b) => a + b, 0)
  const order = shares
    .map((share, at) => ({ at, rest: share - given[at]! }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at)
  for (const { at } of order.slice(0, left)) given[at]! += 1
  return given
}

const whole = (text: string) => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : 0)

/** Suggests a limit for each dong: all seats that are not kept back, alike or in proportion to the numbers typed there. */
function splitByDong(typed: Typed, at: number, how: string, dongs: readonly string[]): Typed {
  const field = (name: string) => `sitting-${at}-${name}`
  const seats = Math.max(0, whole(textOf(typed, field('total'))) - whole(textOf(typed, field('reserved'))))
  const weights = dongs.map((code) => (how === 'weights' ? whole(textOf(typed, field(`dong.${code}`))) : 1))
  const given = shareOut(seats, weights)
  return {
    ...typed,
    ...Object.fromEntries(dongs.map((code, index) => [field(`dong.${code}`), String(given[index])])),
  }
}

/**
 * The form after one of its own buttons: `add:sitting`, `remove:agenda:2`, `split:0:evenly`, `split:0:weights`.
 * Null for anything else.
 */
export function reshape(typed: Typed, act: string, dongs: readonly string[]): Typed | null {
  const [verb, what = '', which = ''] = act.split(':')
  const isKind = (rowKinds as readonly string[]).includes(what)
  if (verb === 'add' && isKind) return addRow(typed, what as RowKind)
  if (verb === 'remove' && isKind && /^\d{1,2}$/.test(which))
    return removeRow(typed, what as RowKind, Number(which))
  if (verb === 'split' && /^\d{1,2}$/.test(what)) return splitByDong(typed, Number(what), which, dongs)
  return null
}
