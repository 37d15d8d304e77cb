import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { fileLimits, type FileUse, type UploadedFile } from '../../../shared/answers.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Actor, Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Deps } from '../../platform/deps.ts'
import { mustHold } from './answers.rules.ts'
import { addFile, dropUnusedFiles, fileById, type FileRow, shownIn, withoutRow } from './files.queries.ts'
import { captionsFrom, fileNameOf, kindsOf, mediaTypeOf } from './files.rules.ts'

type Coming = { stream: Readable; name: string | undefined }

/**
 * Keeps an uploaded file. What it is, is found in its bytes; what the sender says of it counts for nothing. The stream
 * is read to its end in any case, so that the rest of a form behind it still arrives.
 * @throws Refusal `file-kind`, `file-too-large` with the use as its field; nothing is kept then
 */
export async function upload(
  deps: Deps,
  officer: Officer,
  use: FileUse,
  coming: Coming,
): Promise<UploadedFile> {
  const most = use === 'video' ? deps.config.videoMaxBytes : fileLimits[use]
  let over = false
  const bounded = Readable.from(
    upTo(coming.stream, most, () => (over = true)),
    { objectMode: false },
  )
  const source = use === 'captions' ? await captionsIn(bounded) : bounded
  const stored = await deps.files.put(source, most)
  try {
    if (over) throw new Refusal('file-too-large', { field: use, params: { megabytes: most / 1024 / 1024 } })
    const mediaType =
      use === 'captions' ? 'text/vtt' : await mediaTypeOf(use, stored.size, reader(deps, stored))
    if (mediaType === null || stored.size === 0) throw wrongKind(use)
    const file = { id: stored.id, name: fileNameOf(coming.name, mediaType), mediaType, size: stored.size }
    await deps.db.transaction(async (tx) => {
      const row = { ...file, sha256: stored.sha256, uploadedBy: officer.officerId, uploadedAt: deps.now() }
      await addFile(tx, row)
      await record(deps, tx, officer, 'file.upload', { kind: 'file', id: file.id }, { use, size: file.size })
    })
    return file
  } catch (error) {
    await deps.files.remove(stored.id)
    throw error
  }
}

const wrongKind = (use: FileUse) => new Refusal('file-kind', { field: use, params: { kinds: kindsOf[use] } })

/** Passes on so many bytes and reads the rest away. */
async function* upTo(stream: Readable, most: number, whenOver: () => void) {
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= most) yield chunk
    else whenOver()
  }
}

/** Captions are small: read whole and kept as WebVTT. What is none is kept empty, which is refused later. */
async function captionsIn(stream: Readable): Promise<Readable> {
  const vtt = captionsFrom(await buffer(stream))
  return Readable.from(vtt === null ? [] : [Buffer.from(vtt)], { objectMode: false })
}

const reader = ({ files }: Deps, { id, size }: { id: string; size: number }) => {
  return async (start: number, length: number) => {
    if (start < 0 || start >= size) return Buffer.alloc(0)
    const part = await files.open(id, { start, end: start + length - 1 })
    return part ? buffer(part.stream) : Buffer.alloc(0)
  }
}

/**
 * A file for someone who may see it: anyone while a published answer of a petition that is not hidden shows it; officers
 * also what stands in a draft of a case they hold, and what they uploaded themselves.
 * @returns whether it is public, for caches
 * @throws Refusal `not-found`: it is not said that something is there that may not be seen
 */
export async function fileFor(
  deps: Deps,
  actor: Actor,
  id: string,
): Promise<{ file: FileRow; open: boolean }> {
  const file = await fileById(deps.db, id)
  if (!file) throw new Refusal('not-found')
  const places = await shownIn(deps.db, id)
  if (places.some(({ published, hidden }) => published && !hidden)) return { file, open: true }
  if (actor.kind !== 'officer') throw new Refusal('not-found')
  const holds = places.some(({ departmentId }) => holdsCase(actor, departmentId))
  if (!holds && file.uploadedBy !== actor.officerId) throw new Refusal('not-found')
  return { file, open: false }
}

function holdsCase(officer: Officer, departmentId: number | null): boolean {
  try {
    mustHold(officer, departmentId)
    return true
  } catch {
    return false
  }
}

const unusedAfterMs = 24 * 3_600_000
const strayAfterMs = 6 * 3_600_000

/** Removes uploads that no answer refers to a day later, and bytes whose upload never came to its end. */
export async function sweepFiles(deps: Deps) {
  const before = new Date(deps.now().getTime() - unusedAfterMs)
  const dropped = await deps.db.transaction((tx) => dropUnusedFiles(tx, before))
  for (const id of dropped) await deps.files.remove(id)
  const old = await deps.files.keptBefore(new Date(deps.machineNow().getTime() - strayAfterMs))
  for (let at = 0; at < old.length; at += 500) {
    for (const id of await withoutRow(deps.db, old.slice(at, at + 500))) await deps.files.remove(id)
  }
}
