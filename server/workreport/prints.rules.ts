import { countedFigures } from '../../shared/work-report-figures.ts'
import type { PrintContent } from '../../shared/work-report.ts'
import type { Difference } from '../../shared/work-report.desk.ts'

/** The one way in which a report is written down: keys in order, no spaces. Equal reports are equal texts. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  const parts = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${parts.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`
}

/** What a print says and the rows say otherwise today, with the rows that came and went behind each counted figure. */
export function differencesOf(then: PrintContent, now: PrintContent): Difference[] {
  const [before, after] = [leavesOf(then.report), leavesOf(now.report)]
  const changed = [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => {
      const figure = countedFigures.find((name) => path === name || path === `${name}.count`)
      const [rows, present] = figure ? [then.behind[figure], now.behind[figure]] : [[], []]
      return { path, was: before.get(path) ?? '', is: after.get(path) ?? '', ...movedBetween(rows, present) }
    })
  // The same number of other rows is a difference too.
  const swapped = countedFigures
    .filter((figure) => !changed.some(({ path }) => path === figure || path === `${figure}.count`))
    .map((figure) => {
      const count = String(then.behind[figure].length)
      return {
        path: figure,
        was: count,
        is: count,
        ...movedBetween(then.behind[figure], now.behind[figure]),
      }
    })
    .filter(({ added, gone }) => added.length + gone.length > 0)
  return [...changed, ...swapped]
}

function movedBetween(was: readonly string[], is: readonly string[]) {
  const [before, after] = [new Set(was), new Set(is)]
  return { added: is.filter((key) => !before.has(key)), gone: was.filter((key) => !after.has(key)) }
}

/** What names a part of a list: it is in the path already. */
const names = new Set(['code', 'route', 'category', 'dong', 'least', 'nameKo', 'nameEn'])

/** Every value of a report by its path; parts of lists go by what names them. */
function leavesOf(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  if (value === null || typeof value !== 'object') return found.set(path, String(value ?? ''))
  if (Array.isArray(value)) {
    for (const [at, part] of value.entries()) leavesOf(part, `${path}.${nameOf(part, String(at))}`, found)
    return found
  }
  const listed = nameOf(value, '') !== ''
  for (const [key, part] of Object.entries(value))
    if (!listed || !names.has(key)) leavesOf(part, path ? `${path}.${key}` : key, found)
  return found
}

function nameOf(part: unknown, otherwise: string): string {
  if (part === null || typeof part !== 'object') return otherwise
  const { code, route, category, dong, least } = part as Record<string, unknown>
  if (category !== undefined) return [category, dong, route].join('/')
  return String(code ?? route ?? least ?? otherwise)
}
