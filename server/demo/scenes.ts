import { Readable } from 'node:stream'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { addFile } from '../platform/files/files.queries.ts'
import { drawScene, sceneSize } from './drawn.ts'
import { seeded } from './history.rules.ts'

type Scene = { name: string; seed: number; officerId: number; at: Date }

/** Keeps a drawn scene instead of a photo: nobody real stands on it. @returns the id of its file */
export async function addScene(deps: Deps, tx: Db, { name, seed, officerId, at }: Scene): Promise<string> {
  const { default: sharp } = await import('sharp')
  const bytes = await sharp(drawScene(seeded(seed)), { raw: { ...sceneSize, channels: 3 } })
    .jpeg({ quality: 78 })
    .toBuffer()
  const { id, size, sha256 } = await deps.files.put(
    Readable.from([bytes], { objectMode: false }),
    bytes.length,
  )
  const file = { id, name, mediaType: 'image/jpeg', size, sha256 }
  await addFile(tx, { ...file, uploadedBy: officerId, uploadedAt: at })
  return id
}
