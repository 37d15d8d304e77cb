import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { addFile } from './demo.queries.ts'

const media = join(import.meta.dirname, 'media')
const most = 1024 * 1024

/** Puts the demonstration's nine-second video, its poster and its captions into the file store. */
export async function demoVideo(deps: Deps, tx: Db, officerId: number) {
  const put = async (name: string, mediaType: string) => {
    const { id, size, sha256 } = await deps.files.put(createReadStream(join(media, name)), most)
    await addFile(tx, { id, name, mediaType, size, sha256, uploadedBy: officerId, uploadedAt: deps.now() })
    return id
  }
  return {
    videoFile: await put('answer.webm', 'video/webm'),
    posterFile: await put('answer.jpg', 'image/jpeg'),
    captionsFile: await put('answer.vtt', 'text/vtt'),
  }
}
