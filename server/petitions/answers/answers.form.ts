import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { AnswerDraft, type FileUse, fileUses, type UploadedFile } from '../../../shared/answers.ts'
import { type FieldProblem, fieldMessage, type FormState, missingMessage } from '../../../shared/forms.ts'
import { sentence } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { partsOf } from '../../platform/http/parts.ts'
import { upload } from './files.actions.ts'
import { multipartLimits } from './files.routes.ts'

export type Typed = Record<string, string[]>
export type SentForm = {
  typed: Typed
  files: Partial<Record<FileUse, UploadedFile>>
  /** Of files that were refused. */
  problems: FieldProblem[]
}

const isUse = (name: string): name is FileUse => (fileUses as readonly string[]).includes(name)

/** Reads a form with files, each kept as it comes; a file that is refused is a problem of its field, no more. */
export async function readForm(request: FastifyRequest, deps: Deps): Promise<SentForm> {
  const sent: SentForm = { typed: {}, files: {}, problems: [] }
  if (!request.isMultipart()) {
    for (const [name, value] of Object.entries((request.body ?? {}) as Record<string, unknown>))
      sent.typed[name] = [value].flat().filter((one) => typeof one === 'string')
    return sent
  }
  for await (const part of partsOf(request, multipartLimits)) {
    if (part.type === 'field') (sent.typed[part.fieldname] ??= []).push(String(part.value))
    else if (!part.filename || !isUse(part.fieldname)) part.file.resume()
    else await keep(part.fieldname, { stream: part.file, name: part.filename })
  }
  return sent

  async function keep(use: FileUse, coming: Parameters<typeof upload>[3]) {
    try {
      sent.files[use] = await upload(deps, officerOf(request), use, coming)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      sent.problems.push({ field: use, message: sentence(error.code, request.lang, error.params) })
    }
  }
}

const one = (typed: Typed, name: string) => typed[name]?.at(-1) ?? ''

type Row = { text: string; department: string; day: string }

/** The rows of commitments that have anything in them. */
export function rowsOf(typed: Typed): Row[] {
  const { promiseText = [], promiseDepartment = [], promiseDay = [] } = typed
  return promiseText
    .map((text, at) => ({ text, department: promiseDepartment[at] ?? '', day: promiseDay[at] ?? '' }))
    .filter(({ text, department, day }) => text.trim() !== '' || department !== '' || day !== '')
}

/** The file a form holds for a use: one just sent, else the one it brought along, unless that was taken out. */
export function fileIdOf({ typed, files }: SentForm, use: FileUse): string | null {
  const kept = files[use]?.id
  if (kept) return kept
  return one(typed, `drop-${use}`) === '' ? one(typed, `${use}File`) || null : null
}

/** The draft that a form says, or its problems, each at its field. */
export function draftOf(sent: SentForm, interim: boolean, lang: string) {
  const { typed } = sent
  const parsed = AnswerDraft.safeParse(
    {
      interim,
      title: one(typed, 'title'),
      body: one(typed, 'body'),
      transcript: one(typed, 'transcript'),
      videoLink: one(typed, 'videoLink') || null,
      videoFile: fileIdOf(sent, 'video'),
      captionsFile: fileIdOf(sent, 'captions'),
      posterFile: fileIdOf(sent, 'poster'),
      commitments: rowsOf(typed),
    },
    { reportInput: true },
  )
  const problems = parsed.success ? [] : problemsOf(parsed.error, lang)
  return { draft: parsed.data, problems: [...sent.problems, ...problems] }
}

const rowFields = { text: 'promiseText', department: 'promiseDepartment', day: 'promiseDay' }

/** The id of the control in the form for a path of the draft. */
export function controlOf(path: readonly PropertyKey[]): string {
  const [first, row, field] = path
  if (first === 'commitments' && field !== undefined)
    return `${rowFields[field as keyof typeof rowFields]}-${String(row)}`
  return String(first ?? '').replace(/File$/, '')
}

function problemsOf(error: z.ZodError, lang: string): FieldProblem[] {
  const found = new Map<string, string>()
  for (const issue of error.issues) {
    const field = controlOf(issue.path)
    const leaf = String(issue.path.at(-1))
    const choice = leaf === 'department' || leaf === 'day'
    if (!found.has(field)) found.set(field, choice ? missingMessage(leaf, lang) : fieldMessage(issue, lang))
  }
  return [...found].map(([field, message]) => ({ field, message }))
}

/** The form as it comes back: what was typed, with as many rows of commitments as it has. */
export function typedBack({ typed }: SentForm, rows = rowsOf(typed)): FormState['typed'] {
  const single = Object.fromEntries(
    Object.entries(typed).map(([name, values]) => [name, values.at(-1) ?? '']),
  )
  return {
    ...single,
    promiseText: rows.map((row) => row.text),
    promiseDepartment: rows.map((row) => row.department),
    promiseDay: rows.map((row) => row.day),
  }
}
