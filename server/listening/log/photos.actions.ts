import { listeningLimits } from '../../../shared/listening-states.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Actor, Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Deps } from '../../platform/deps.ts'
import { addFile } from '../../platform/files/files.queries.ts'
import type { Coming, Sight } from '../../platform/files/files.ts'
import { keepPhoto, keepRow } from '../../platform/files/photos.ts'
import { changePublic } from '../../platform/render/drops.ts'
import {
  addPhoto,
  consentTo,
  lockEvent,
  lockPhoto,
  photoByUpload,
  type PhotoRow,
  photosOf,
  removePhoto,
  savePhoto,
} from '../listening.queries.ts'

type About = { uploadId: string; alt: string; consent: boolean }

/**
 * Adds a photo to an event; the same upload again is the same photo.
 * @throws Refusal `not-found`, `file-kind`, `file-too-large`, `photos-enough`
 */
export async function putPhoto(
  deps: Deps,
  officer: Officer,
  event: { id: number } | { logId: string },
  { uploadId, alt, consent }: About,
  coming: Coming,
): Promise<PhotoRow> {
  const kept = await keepPhoto(deps.files, coming)
  return keepRow(deps.files, kept.id, async () => {
    const photo = await changePublic(deps, async (tx) => {
      const stored = await lockEvent(tx, event)
      if (!stored) throw new Refusal('not-found')
      const before = await photoByUpload(tx, uploadId)
      if (before && before.eventId !== stored.id) throw new Refusal('not-found')
      if (before) return before
      if ((await photosOf(tx, stored.id)).length >= listeningLimits.photos)
        throw new Refusal('photos-enough', { field: 'photo', params: { most: listeningLimits.photos } })
      const at = deps.now()
      const { id, name, mediaType, size, sha256 } = kept
      await addFile(tx, { id, name, mediaType, size, sha256, uploadedBy: officer.officerId, uploadedAt: at })
      const row = {
        eventId: stored.id,
        uploadId,
        fileId: id,
        alt,
        consent,
        addedBy: officer.officerId,
        addedAt: at,
      }
      const added = await addPhoto(tx, row)
      // Taken in this instant for another event.
      if (!added) throw new Refusal('not-found')
      const about = { kind: 'listening_event', id: stored.id }
      await record(deps, tx, officer, 'listening.photo', about, { photo: added.id, consent, size })
      return added
    })
    if (photo.fileId !== kept.id) await deps.files.remove(kept.id)
    return photo
  })
}

/** @returns the id of its event @throws Refusal `not-found` */
export async function changePhoto(
  deps: Deps,
  officer: Officer,
  id: number,
  change: Pick<PhotoRow, 'alt' | 'consent'>,
): Promise<number> {
  return changePublic(deps, async (tx) => {
    const photo = await lockPhoto(tx, id)
    if (!photo) throw new Refusal('not-found')
    await savePhoto(tx, id, change)
    const about = { kind: 'listening_event', id: photo.eventId }
    await record(deps, tx, officer, 'listening.photo-change', about, { photo: id, consent: change.consent })
    return photo.eventId
  })
}

/** Takes a photo away, with its bytes. @returns the id of its event @throws Refusal `not-found` */
export async function dropPhoto(deps: Deps, officer: Officer, id: number): Promise<number> {
  const gone = await changePublic(deps, async (tx) => {
    const photo = await lockPhoto(tx, id)
    if (!photo) throw new Refusal('not-found')
    await removePhoto(tx, id)
    const about = { kind: 'listening_event', id: photo.eventId }
    await record(deps, tx, officer, 'listening.photo-remove', about, { photo: id })
    return photo
  })
  await deps.files.remove(gone.fileId)
  return gone.eventId
}

/** Photos without consent are the office's own. */
export async function sightInListening(deps: Deps, actor: Actor, fileId: string): Promise<Sight> {
  const consent = await consentTo(deps.db, fileId)
  if (consent) return 'anyone'
  const ours = actor.kind === 'officer' && (actor.role === 'communication' || actor.role === 'mayor')
  return consent === false && ours ? 'officer' : 'nobody'
}
