import { Refusal } from '../../shared/refusal.ts'
import type { ReportLine } from '../../shared/work-report.ts'

const marks = [
  { level: 1, mark: /^[○◯ㅇ]\s*/u },
  { level: 2, mark: /^[-–―·]\s*/u },
] as const

/**
 * The lines of a section as they were typed, each beginning with ○ or -.
 * @param field named in the refusal
 * @throws Refusal `lines-unmarked` for a line without a mark, and for a - that stands under no ○
 */
export function linesOf(text: string, field = ''): ReportLine[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const found = marks.find(({ mark }) => mark.test(line))
      if (!found) throw new Refusal('lines-unmarked', { field })
      return { level: found.level, text: line.replace(found.mark, '') }
    })
  if (lines[0] && lines[0].level !== 1) throw new Refusal('lines-unmarked', { field })
  return lines
}
