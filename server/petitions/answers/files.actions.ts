import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { fileLimits, type FileUse, type UploadedFile } from '../../../shared/answers.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Actor, Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Deps } from '../../platform/deps.ts'
import { mustHold } from './answers.rules.ts'
import { addFile } from '../../platform/files/files.queries.ts'
import { type Coming, type Sight, upTo } from '../../platform/files/files.ts'
import { fileNameOf } from '../../platform/files/names.ts'
import { shownIn } from './files.queries.ts'
import { captionsFrom, kindsOf, mediaTypeOf } from './files.rules.ts'

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

/** Who may see a file by what the answers of petitions show: a hidden petition shows nothing in public. */
export async function sightInAnswers(deps: Deps, actor: Actor, id: string): Promise<Sight> {
  const places = await shownIn(deps.db, id)
  if (places.some(({ published, hidden }) => published && !hidden)) return 'anyone'
  const holds = actor.kind === 'officer' && places.some(({ departmentId }) => holdsCase(actor, departmentId))
  return holds ? 'officer' : 'nobody'
}

function holdsCase(officer: Officer, departmentId: number | null): boolean {
  try {
    mustHold(officer, departmentId)
    return true
  } catch {
    return false
  }
}
