import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** A petition as the archive of the Blue House site keeps it, one JSON object a line. */
const Archived = z.object({ title: z.string(), content: z.string(), category: z.string(), begin: z.string() })
export type Archived = z.infer<typeof Archived>

export function readArchive(path: string, most: number): Archived[] {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean).slice(0, most)
  return lines.map((line) => Archived.parse(JSON.parse(line)))
}

/** The archive's categories in the six of the office. */
export const categoryOf = (name: string): string =>
  ({
    '안전/환경': 'living-environment',
    '교통/건축/국토': 'city',
    보건복지: 'welfare-health',
    '인권/성평등': 'welfare-health',
    '육아/교육': 'education-culture',
    '문화/예술/체육/언론': 'education-culture',
    일자리: 'economy-jobs',
    경제민주화: 'economy-jobs',
  })[name] ?? 'self-government'

/** A text as the site keeps it: letters put together (NFC), line ends `\n`, nothing at its ends. The rest stays as it came. */
export const asKept = (text: string) => text.replace(/\r\n?/g, '\n').normalize('NFC').trim()
