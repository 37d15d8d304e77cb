import type { FileUse } from '../../../shared/answers.ts'

/** Reads bytes of a file, fewer where it ends earlier. */
export type Read = (start: number, length: number) => Promise<Buffer>

/** Endings of what may be uploaded, as a refusal names them. */
export const kindsOf: Record<FileUse, string> = {
  video: 'MP4, WebM',
  captions: 'VTT, SRT',
  poster: 'JPEG, PNG, WebP',
}

/**
 * The media type of a video or a picture by its bytes alone, or null when it is none that is taken. The whole frame is
 * walked to the end of the file, so that nothing else can hide behind it.
 */
export async function mediaTypeOf(use: FileUse, size: number, read: Read): Promise<string | null> {
  const head = await read(0, 64)
  if (use === 'video') {
    if (ascii(head, 4, 8) === 'ftyp') return (await isMp4(size, read)) ? 'video/mp4' : null
    return (await isWebm(head, size, read)) ? 'video/webm' : null
  }
  if (use !== 'poster') return null
  if (head.subarray(0, 3).equals(bytes('ffd8ff')))
    return (await read(size - 2, 2)).equals(bytes('ffd9')) ? 'image/jpeg' : null
  if (head.subarray(0, 16).equals(bytes('89504e470d0a1a0a0000000d49484452')))
    return (await read(size - 12, 12)).equals(bytes('0000000049454e44ae426082')) ? 'image/png' : null
  if (ascii(head, 0, 4) === 'RIFF' && /^WEBPVP8[ LX]$/.test(ascii(head, 8, 16)))
    return head.readUInt32LE(4) + 8 === size ? 'image/webp' : null
  return null
}

const bytes = (hex: string) => Buffer.from(hex, 'hex')
const ascii = (from: Buffer, start: number, end: number) => from.toString('latin1', start, end)

const brands = /^(isom|iso[2-9]|mp4[12]|avc1|M4V[ HP]|M4A |dash|MSNV|mmp4|av01)$/
const boxes = /^(ftyp|moov|mdat|free|skip|wide|uuid|moof|mfra|sidx|styp|meta|emsg|prft|pdin)$/
const mostBoxes = 100_000

/** Boxes that follow each other exactly to the end, with a movie among them. */
async function isMp4(size: number, read: Read): Promise<boolean> {
  if (!brands.test(ascii(await read(8, 4), 0, 4))) return false
  let movie = false
  for (let at = 0, count = 0; at < size; count += 1) {
    const head = await read(at, 16)
    if (head.length < 8 || count > mostBoxes) return false
    const kind = ascii(head, 4, 8)
    if (!boxes.test(kind)) return false
    movie ||= kind === 'moov'
    const short = head.readUInt32BE(0)
    if (short === 1 && head.length < 16) return false
    const length = short === 0 ? size - at : short === 1 ? Number(head.readBigUInt64BE(8)) : short
    if (length < 8 || at + length > size) return false
    at += length
  }
  return movie
}

const segment = '18538067'
const first = /^(114d9b74|1549a966|1654ae6b|1f43b675|1254c367|1c53bb6b|ec|bf)/

/** An EBML header that says WebM, and one segment that ends with the file or, as recorders write it, is open. */
async function isWebm(head: Buffer, size: number, read: Read): Promise<boolean> {
  if (!head.subarray(0, 4).equals(bytes('1a45dfa3'))) return false
  const header = numberAt(head, 4)
  if (!header || header.value === null || header.value > 1000) return false
  const start = 4 + header.length + header.value
  const words = (await read(0, start)).toString('latin1')
  if (!words.includes('\x42\x82\x84webm')) return false
  const body = await read(start, 20)
  if (body.toString('hex', 0, 4) !== segment) return false
  const length = numberAt(body, 4)
  if (!length) return false
  const ends = length.value === null || start + 4 + length.length + length.value === size
  return ends && first.test(body.toString('hex', 4 + length.length))
}

/** A variable-length number of EBML; its value is null where all its bits are set: unknown. */
function numberAt(from: Buffer, at: number): { length: number; value: number | null } | null {
  const lead = from[at]
  if (lead === undefined || lead === 0) return null
  const length = Math.clz32(lead) - 23
  if (at + length > from.length) return null
  let value = BigInt(lead & (0xff >> length))
  for (let i = 1; i < length; i += 1) value = (value << 8n) | BigInt(from[at + i]!)
  const unknown = value === (1n << BigInt(7 * length)) - 1n
  return { length, value: unknown ? null : Number(value) }
}

/**
 * Captions as WebVTT in UTF-8, or null when they are neither WebVTT nor SubRip. SubRip in the encoding of Korean
 * Windows is read too, because editors there still write it.
 */
export function captionsFrom(file: Buffer): string | null {
  const text = decoded(file)
    ?.replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
  if (text === undefined || text.includes('\0')) return null
  if (/^WEBVTT(?:[ \t].*)?(?:\n|$)/.test(text)) return cue.test(text) ? text : null
  if (!/^\s*\d+[ \t]*\n\d{1,2}:\d\d:\d\d,\d{3} --> \d{1,2}:\d\d:\d\d,\d{3}/.test(text)) return null
  const times = /^(\d{1,2}):(\d\d:\d\d),(\d{3}) --> (\d{1,2}):(\d\d:\d\d),(\d{3}).*$/gm
  const hours = (digits: string) => digits.padStart(2, '0')
  const cues = text.trim().replace(times, (_line, h1, m1, s1, h2, m2, s2) => {
    return `${hours(h1 as string)}:${m1}.${s1} --> ${hours(h2 as string)}:${m2}.${s2}`
  })
  return `WEBVTT\n\n${cues}\n`
}

const cue = /^(?:\d{2,}:)?\d\d:\d\d\.\d{3}[ \t]+-->[ \t]+(?:\d{2,}:)?\d\d:\d\d\.\d{3}/m

function decoded(file: Buffer): string | undefined {
  for (const encoding of ['utf-8', 'euc-kr']) {
    try {
      return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(file)
    } catch {
      // The next encoding may fit.
    }
  }
  return undefined
}
