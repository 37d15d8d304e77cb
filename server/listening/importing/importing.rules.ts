import {
  listeningLimits,
  type OpinionHandling,
  participantGroups,
  type Participants,
} from '../../../shared/listening-states.ts'
import { addDays, dayOf } from '../../../shared/kst.ts'

/** What a column holds, by the names it goes by. The first three must be there. */
export const columnNames = {
  title: ['행사명', '행사이름', '제목', 'title'],
  day: ['날짜', '일자', '일시', 'day', 'date'],
  place: ['장소', '곳', 'place'],
  series: ['갈래', '구분', '유형', 'series'],
  from: ['시작', '시작시간', '시간', 'from'],
  until: ['끝', '종료', '종료시간', 'until'],
  dong: ['동', 'dong'],
  host: ['주최', '주관', 'host'],
  partner: ['협력단체', '함께한단체', 'partner'],
  people: ['참여인원', '참여자', '온사람', 'people'],
  notes: ['기록', '비고', 'notes'],
  text: ['의견', '들은말', 'opinion'],
  raisedBy: ['말한사람', 'raisedby'],
  category: ['분야', 'category'],
  handling: ['처리', 'handling'],
  department: ['담당부서', '부서', 'department'],
  outcome: ['결과', 'outcome'],
  policy: ['정책', 'policy'],
} as const
export type Column = keyof typeof columnNames
export const needed: Column[] = ['title', 'day', 'place']

const plain = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[\s()[\]·.]/g, '')
    .toLowerCase()

/** Where each column stands. */
export function columnsOf(header: readonly string[]): Partial<Record<Column, number>> {
  const heads = header.map(plain)
  const found = Object.entries(columnNames).flatMap(([column, names]) => {
    const at = heads.findIndex((head) => (names as readonly string[]).includes(head))
    return at < 0 ? [] : [[column, at] as const]
  })
  return Object.fromEntries(found)
}

/** `2026-03-05`, `2026. 3. 5.(목)`, `2026/3/5`, `20260305`, `46086` as a spreadsheet counts; null for no day there is. */
export function dayIn(text: string): string | null {
  if (/^\d{5}(?:\.\d+)?$/.test(text)) return addDays('1899-12-30', Math.floor(Number(text)))
  const found = /^(\d{4})\D{0,3}(\d{1,2})\D{0,3}(\d{1,2})(?!\d)/.exec(text)
  if (!found) return null
  const [, year, month, date] = found
  const day = `${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`
  const at = new Date(`${day}T00:00:00+09:00`)
  const real = !Number.isNaN(at.getTime()) && dayOf(at) === day
  return real && day >= '2000-01-01' && day < '2100-01-01' ? day : null
}

/** `14:00`, `오후 2시 30분`, `2026-03-05T14:00`, `0.5833` of a day; null for no time there is. */
export function timeIn(text: string): string | null {
  if (/^0?\.\d+$/.test(text)) {
    const minutes = Math.round(Number(text) * 24 * 60)
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  }
  const found = /(?:^|T|\s)(오전|오후)?\s*(\d{1,2})(?::|시)\s*(\d{1,2})?/.exec(text)
  if (!found) return null
  const [, half, hours, minutes = '0'] = found
  const hour = (Number(hours) % (half ? 12 : 24)) + (half === '오후' ? 12 : 0)
  if (Number(hours) > 24 || Number(minutes) > 59) return null
  return `${String(hour).padStart(2, '0')}:${minutes.padStart(2, '0')}`
}

const handlings: Record<string, OpinionHandling> = {
  들음: 'heard',
  heard: 'heard',
  현장처리: 'on-the-spot',
  'on-the-spot': 'on-the-spot',
  답해야함: 'to-answer',
  답변: 'to-answer',
  'to-answer': 'to-answer',
}

/** What names stand for: code or id by the plain name. */
export type Known = Record<'series' | 'dong' | 'category', Map<string, string>> & {
  department: Map<string, number>
}
export const nameKey = plain

export type ImportedOpinion = {
  line: number
  text: string
  raisedBy: string
  category: string | null
  handling: OpinionHandling
  department: number | null
  outcome: string
  policy: string
}
export type ImportedEvent = {
  line: number
  title: string
  series: string
  startsAt: Date
  endsAt: Date
  place: string
  dong: string | null
  host: string
  partner: string
  participants: Participants
  notes: string
  opinions: ImportedOpinion[]
}
/** What is wrong with a cell. */
export const faultKinds = ['missing', 'day', 'time', 'order', 'unknown', 'number', 'long', 'first'] as const
export type Fault = { line: number; column: Column; kind: (typeof faultKinds)[number] }

const hourMs = 3_600_000
const longest: Partial<Record<Column, number>> = {
  title: listeningLimits.title,
  place: listeningLimits.place,
  host: listeningLimits.host,
  partner: listeningLimits.partner,
  notes: listeningLimits.notes,
  text: listeningLimits.text,
  raisedBy: listeningLimits.raisedBy,
  outcome: listeningLimits.outcome,
  policy: listeningLimits.outcome,
}

/**
 * Events with their opinions out of the lines of a log: one opinion a line; a line without a title goes on with the
 * event before it; lines of the same title, day, time and place are one event.
 * @param rows the header first
 */
export function eventsIn(
  rows: readonly (readonly string[])[],
  known: Known,
  host: string,
): { events: ImportedEvent[]; faults: Fault[] } {
  const columns = columnsOf(rows[0] ?? [])
  const faults: Fault[] = []
  const events = new Map<string, ImportedEvent>()
  let current: ImportedEvent | null = null
  for (const [at, cells] of rows.entries()) {
    const line = at + 1
    if (at === 0 || cells.every((cell) => cell === '')) continue
    const before = faults.length
    const cell = (column: Column) => (columns[column] === undefined ? '' : (cells[columns[column]] ?? ''))
    const fault = (column: Column, kind: Fault['kind']) => void faults.push({ line, column, kind })
    for (const [column, most] of Object.entries(longest) as [Column, number][])
      if (cell(column).length > most) fault(column, 'long')
    if (cell('title') !== '') {
      const event = eventOf(line, cell, known, fault, host)
      if (!event) {
        // Its further lines are not judged without it.
        current = null
        continue
      }
      const key = keyOf(event)
      current = events.get(key) ?? event
      events.set(key, current)
    } else if (!current) {
      if (faults.length === before) fault('title', 'first')
      continue
    }
    if (cell('text') !== '') current.opinions.push(opinionOf(line, cell, known, fault))
  }
  return { events: [...events.values()], faults }
}

type Cell = (column: Column) => string
type Complain = (column: Column, kind: Fault['kind']) => void

function eventOf(
  line: number,
  cell: Cell,
  known: Known,
  fault: Complain,
  host: string,
): ImportedEvent | null {
  const day = cell('day') === '' ? null : dayIn(cell('day'))
  if (cell('day') === '') fault('day', 'missing')
  else if (!day) fault('day', 'day')
  if (cell('place') === '') fault('place', 'missing')
  const dated = cell('from') || (/T|:|시/.test(cell('day')) ? cell('day') : '')
  const from = dated === '' ? '10:00' : timeIn(dated)
  if (!from) fault('from', 'time')
  const until = cell('until') === '' ? null : timeIn(cell('until'))
  if (cell('until') !== '' && !until) fault('until', 'time')
  const series = named(cell, 'series', known.series, fault) ?? [...known.series.values()][0]!
  const dong = named(cell, 'dong', known.dong, fault)
  const people = cell('people').replace(/[,명\s]/g, '')
  if (people !== '' && !/^\d{1,5}$/.test(people)) fault('people', 'number')
  if (!day || !from || cell('place') === '') return null
  const startsAt = new Date(`${day}T${from}:00+09:00`)
  const endsAt = until ? new Date(`${day}T${until}:00+09:00`) : new Date(startsAt.getTime() + hourMs)
  if (endsAt < startsAt) fault('until', 'order')
  return {
    line,
    title: cell('title'),
    series,
    startsAt,
    endsAt,
    place: cell('place'),
    dong,
    host: cell('host') || host,
    partner: cell('partner'),
    participants: people === '' || people === '0' ? {} : { [participantGroups[0]]: Number(people) },
    notes: cell('notes'),
    opinions: [],
  }
}

function opinionOf(line: number, cell: Cell, known: Known, fault: Complain): ImportedOpinion {
  const word = plain(cell('handling'))
  const handling = word === '' ? 'heard' : handlings[word]
  if (!handling) fault('handling', 'unknown')
  const department =
    cell('department') === '' ? null : (known.department.get(plain(cell('department'))) ?? null)
  if (cell('department') !== '' && department === null) fault('department', 'unknown')
  // What has a result owes no answer any more.
  const settled = handling === 'to-answer' && cell('outcome') !== ''
  return {
    line,
    text: cell('text'),
    raisedBy: cell('raisedBy'),
    category: named(cell, 'category', known.category, fault),
    handling: settled ? 'heard' : (handling ?? 'heard'),
    department,
    outcome: cell('outcome'),
    policy: cell('policy'),
  }
}

function named(
  cell: Cell,
  column: 'series' | 'dong' | 'category',
  known: Map<string, string>,
  fault: Complain,
) {
  if (cell(column) === '') return null
  const code = known.get(plain(cell(column)))
  if (code === undefined) fault(column, 'unknown')
  return code ?? null
}

/** The same event in two files, or twice in one, has the same key. */
export const keyOf = ({ title, startsAt, place }: Pick<ImportedEvent, 'title' | 'startsAt' | 'place'>) =>
  [plain(title), startsAt.toISOString(), plain(place)].join('|')
