import { Refusal } from '../../shared/refusal.ts'
import type { Actor } from '../accounts/permissions.rules.ts'
import { sightInListening } from '../listening/log/photos.actions.ts'
import { sightInLedger } from '../followups/desk/evidence.actions.ts'
import { sightInAnswers } from '../petitions/answers/files.actions.ts'
import type { Deps } from '../platform/deps.ts'
import { fileById, type FileRow, withoutRow } from '../platform/files/files.queries.ts'
import type { Sight } from '../platform/files/files.ts'
import { dropUnusedFiles } from './stored-files.queries.ts'

/** Every feature that shows files says who may see one. */
const sights: ((deps: Deps, actor: Actor, id: string) => Promise<Sight>)[] = [
  sightInAnswers,
  sightInListening,
  sightInLedger,
]

/**
 * A file for someone who may see it: by what shows it, or because one uploaded it oneself.
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
  let seen = actor.kind === 'officer' && file.uploadedBy === actor.officerId
  for (const sightOf of sights) {
    const sight = await sightOf(deps, actor, id)
    if (sight === 'anyone') return { file, open: true }
    seen ||= sight === 'officer'
  }
  if (!seen) throw new Refusal('not-found')
  return { file, open: false }
}

const unusedAfterMs = 24 * 3_600_000
const strayAfterMs = 6 * 3_600_000

/** Removes uploads that nothing shows a day later, and bytes whose upload never came to its end. */
export async function sweepFiles(deps: Deps) {
  const before = new Date(deps.now().getTime() - unusedAfterMs)
  const dropped = await deps.db.transaction((tx) => dropUnusedFiles(tx, before))
  for (const id of dropped) await deps.files.remove(id)
  const old = await deps.files.keptBefore(new Date(deps.machineNow().getTime() - strayAfterMs))
  for (let at = 0; at < old.length; at += 500) {
    for (const id of await withoutRow(deps.db, old.slice(at, at + 500))) await deps.files.remove(id)
  }
}
