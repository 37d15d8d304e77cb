import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { followUpLimits } from '../../../shared/follow-up-states.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Actor, Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Deps } from '../../platform/deps.ts'
import { addFile, holdFiles } from '../../platform/files/files.queries.ts'
import { type Coming, type Sight, upTo } from '../../platform/files/files.ts'
import { fileNameOf } from '../../platform/files/names.ts'
import { keepPhoto, keepRow, photoBytes } from '../../platform/files/photos.ts'
import { changePublic } from '../../platform/render/drops.ts'
import { addMove } from '../follow-ups.queries.ts'
import { maySeeCard } from '../follow-ups.rules.ts'
import { shownOn } from '../reading/reading.queries.ts'
import { handled } from './cards.actions.ts'
import { addEvidence, countEvidence, lockCards, removeEvidence } from './cards.queries.ts'

export type Held = { id: string; name: string }

/**
 * Keeps a photo, drawn anew without its place, or a PDF as it is. What it is, is found in its bytes. It belongs to no
 * card yet; what is put on none is swept away a day later.
 * @throws Refusal `file-kind`, `file-too-large`, at the field `file`
 */
export async function keepEvidence(deps: Deps, officer: Officer, coming: Coming): Promise<Held> {
  let over = false
  const bytes = await buffer(upTo(coming.stream, photoBytes, () => (over = true)))
  if (over)
    throw new Refusal('file-too-large', { field: 'file', params: { megabytes: photoBytes / 1024 / 1024 } })
  const kept = isPdf(bytes)
    ? await keepPdf(deps, bytes, coming.name)
    : await keepPicture(deps, bytes, coming.name)
  const { head: _head, ...file } = kept
  await keepRow(deps.files, file.id, () =>
    deps.db.transaction(async (tx) => {
      await addFile(tx, { ...file, uploadedBy: officer.officerId, uploadedAt: deps.now() })
      const about = { kind: 'file', id: file.id }
      await record(deps, tx, officer, 'file.upload', about, { use: 'evidence', size: file.size })
    }),
  )
  return { id: file.id, name: file.name }
}

const isPdf = (bytes: Buffer) =>
  bytes.subarray(0, 5).toString('latin1') === '%PDF-' &&
  bytes.subarray(-1024).toString('latin1').includes('%%EOF')

async function keepPdf({ files }: Deps, bytes: Buffer, name: string | undefined) {
  const mediaType = 'application/pdf'
  const stored = await files.put(Readable.from([bytes], { objectMode: false }), photoBytes)
  return { ...stored, name: fileNameOf(name, mediaType), mediaType }
}

async function keepPicture({ files }: Deps, bytes: Buffer, name: string | undefined) {
  try {
    return await keepPhoto(files, { stream: Readable.from([bytes], { objectMode: false }), name }, 'file')
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'file-kind') throw error
    throw new Refusal('file-kind', { field: 'file', params: { kinds: 'JPEG, PNG, WebP, PDF' } })
  }
}

type Putting = { number: string; fileId: string; caption: string; shown: boolean }

/**
 * Puts a file that this officer uploaded on a card.
 * @throws Refusal `not-valid` for a file that is none of theirs, `evidence-enough`
 */
export async function putEvidence(deps: Deps, officer: Officer, { number, fileId, caption, shown }: Putting) {
  await changePublic(deps, async (tx) => {
    const [locked] = await lockCards(tx, [number])
    const card = handled(officer, locked)
    if (card.state === 'merged') throw new Refusal('not-allowed-now')
    if ((await countEvidence(tx, card.id)) >= followUpLimits.evidence)
      throw new Refusal('evidence-enough', { params: { most: followUpLimits.evidence } })
    const [file] = await holdFiles(tx, [fileId])
    if (file?.uploadedBy !== officer.officerId) throw new Refusal('not-valid', { field: 'file' })
    const row = {
      followUpId: card.id,
      fileId,
      caption,
      shown,
      addedBy: officer.officerId,
      addedAt: deps.now(),
    }
    if (!(await addEvidence(tx, row))) return
    await write(deps, tx, officer, card, { fileId, shown })
  })
}

/** Takes a file off a card; nothing shows it then. @throws Refusal `not-found` */
export async function dropEvidence(deps: Deps, officer: Officer, number: string, id: number) {
  await changePublic(deps, async (tx) => {
    const [locked] = await lockCards(tx, [number])
    const card = handled(officer, locked)
    const dropped = await removeEvidence(tx, card.id, id)
    if (!dropped) throw new Refusal('not-found')
    await write(deps, tx, officer, card, { fileId: dropped.fileId, dropped: true })
  })
}

async function write(
  deps: Deps,
  tx: Parameters<typeof addMove>[0],
  officer: Officer,
  card: { id: number; number: string },
  detail: Record<string, unknown>,
) {
  const row = { followUpId: card.id, at: deps.now(), officerId: officer.officerId }
  await addMove(tx, { ...row, act: 'evidence', publicNote: '', internalNote: '' })
  await record(
    deps,
    tx,
    officer,
    'follow-up.evidence',
    { kind: 'follow_up', id: card.id },
    { number: card.number, ...detail },
  )
}

/** Who may see a file by what the ledger shows. */
export async function sightInLedger(deps: Deps, actor: Actor, id: string): Promise<Sight> {
  const places = await shownOn(deps.db, id)
  if (places.some(({ shown }) => shown)) return 'anyone'
  const sees = actor.kind === 'officer' && places.some((place) => maySeeCard(actor, place))
  return sees ? 'officer' : 'nobody'
}
