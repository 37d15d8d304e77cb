import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '../../../shared/refusal.ts'

export type StoredFile = { id: string; size: number; sha256: Buffer; head: Buffer }

/** Where uploaded bytes lie: few functions, so that a bucket can take the folder's place. */
export type FileStore = {
  /** Keeps a stream under a new id. @throws Refusal `file-too-large` and keeps nothing when it is longer than `most` bytes, `bad-request` when it broke off */
  put(stream: Readable, most: number): Promise<StoredFile>
  /** The bytes from `start` to `end`, both inclusive, and the whole size; null when there is no such file. */
  open(id: string, range?: { start: number; end: number }): Promise<{ size: number; stream: Readable } | null>
  /** Forgets the bytes; nothing happens where there are none. */
  remove(id: string): Promise<void>
  /** Ids of what was written before an instant. What broke off while it was written is removed on the way. */
  keptBefore(instant: Date): Promise<string[]>
}

/** A file on its way in, with the name that its sender gives it. */
export type Coming = { stream: Readable; name: string | undefined }

/** Who may see a file, by what one feature shows. */
export type Sight = 'anyone' | 'officer' | 'nobody'

const headBytes = 64
const isId = (name: string) => /^[0-9a-f-]{36}$/.test(name)

export function openFolder(folder: string): FileStore {
  return {
    async put(stream, most) {
      await mkdir(folder, { recursive: true })
      const id = randomUUID()
      const coming = join(folder, `${id}.part`)
      const hash = createHash('sha256')
      let size = 0
      let head = Buffer.alloc(0)
      const measure = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          size += chunk.length
          if (size > most) {
            done(new Refusal('file-too-large', { params: { megabytes: Math.floor(most / 1024 / 1024) } }))
            return
          }
          if (head.length < headBytes) head = Buffer.concat([head, chunk]).subarray(0, headBytes)
          hash.update(chunk)
          done(null, chunk)
        },
      })
      try {
        await pipeline(stream, measure, createWriteStream(coming, { flush: true }))
        await rename(coming, join(folder, id))
      } catch (error) {
        await rm(coming, { force: true })
        const ours = error instanceof Refusal || (error as NodeJS.ErrnoException).syscall !== undefined
        throw ours ? error : new Refusal('bad-request')
      }
      return { id, size, sha256: hash.digest(), head }
    },
    async open(id, range) {
      if (!isId(id)) return null
      const path = join(folder, id)
      const found = await stat(path).catch(() => null)
      if (!found) return null
      return { size: found.size, stream: createReadStream(path, range) }
    },
    async remove(id) {
      if (isId(id)) await rm(join(folder, id), { force: true })
    },
    async keptBefore(instant) {
      const ids: string[] = []
      for (const name of await readdir(folder).catch(() => [])) {
        const path = join(folder, name)
        const found = await stat(path).catch(() => null)
        if (!found || found.mtime >= instant) continue
        if (name.endsWith('.part')) await rm(path, { force: true })
        else if (isId(name)) ids.push(name)
      }
      return ids
    },
  }
}

/** Passes on so many bytes and reads the rest away. */
export async function* upTo(stream: Readable, most: number, whenOver: () => void) {
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= most) yield chunk
    else whenOver()
  }
}
