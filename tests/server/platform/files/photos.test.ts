import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { openFolder } from '../../../../server/platform/files/files.ts'
import { keepPhoto, keepRow, photoBytes } from '../../../../server/platform/files/photos.ts'
import { gif, jpeg, mp4, png, webm, webp } from '../../petitions/media.ts'

const folder = await mkdtemp(join(tmpdir(), 'sotong-photos-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const files = openFolder(folder)

const coming = (bytes: Buffer, name = 'IMG_0001.HEIC') => ({
  stream: Readable.from([bytes], { objectMode: false }),
  name,
})
const keep = (bytes: Buffer, name?: string) => keepPhoto(files, coming(bytes, name))
const bytesOf = async (id: string) => buffer((await files.open(id))!.stream)

/** As a phone writes it: lying on its side, with where it was taken. */
const fromPhone = await sharp({
  create: { width: 3000, height: 2000, channels: 3, background: '#88aa44' },
})
  .withExif({
    IFD0: { Make: 'TestPhone' },
    IFD3: {
      GPSLatitudeRef: 'N',
      GPSLatitude: '37/1 31/1 34/1',
      GPSLongitudeRef: 'E',
      GPSLongitude: '126/1 53/1 46/1',
    },
  })
  .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">영등포구 당산로 123</x:xmpmeta>')
  .withMetadata({ orientation: 6 })
  .jpeg()
  .toBuffer()

describe('a photo that is kept', () => {
  test('says nothing of the place, the phone or the time any more', async () => {
    expect((await sharp(fromPhone).metadata()).exif).toBeDefined()
    expect(fromPhone.includes('TestPhone')).toBe(true)
    const kept = await keep(fromPhone)
    const bytes = await bytesOf(kept.id)
    const { exif, xmp, iptc, icc, orientation } = await sharp(bytes).metadata()
    expect({ exif, xmp, iptc, icc, orientation }).toEqual({})
    for (const trace of ['TestPhone', 'Exif', 'GPS', '당산로', 'xmpmeta'])
      expect(bytes.includes(trace)).toBe(false)
  })

  test('stands upright and is no larger than a page shows', async () => {
    const { width, height } = await sharp(await bytesOf((await keep(fromPhone)).id)).metadata()
    expect({ width, height }).toEqual({ width: 1067, height: 1600 })
  })

  test.each([
    ['JPEG', jpeg],
    ['PNG', png],
    ['WebP', webp],
  ])('may come as %s and is a JPEG afterwards', async (_kind, bytes) => {
    const kept = await keep(bytes, '../../C:\\사진 <1>.exe')
    expect(kept).toMatchObject({ mediaType: 'image/jpeg', name: '사진 1.jpg' })
    expect((await sharp(await bytesOf(kept.id)).metadata()).format).toBe('jpeg')
  })
})

/** A PNG of a few bytes that claims to be 60,000 pixels wide and high. */
function bomb(): Buffer {
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind), data])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(data.length, 0)
    frame.writeUInt32BE(crc(body), 4)
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(60_000, 0)
  head.writeUInt32BE(60_000, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(180_001))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return (sum ^ 0xffffffff) >>> 0
}

describe('what is no photo is refused, and nothing of it is kept', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('<script>alert(1)</script>')],
    [
      'a drawing that could fetch',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    ],
    ['GIF', gif],
    ['a video', webm],
    ['another video', mp4],
    ['a photo that broke off', fromPhone.subarray(0, 9_000)],
    ['a picture that claims 3.6 billion pixels', bomb()],
  ])('%s', async (_name, bytes) => {
    const before = await readdir(folder)
    await expect(keep(bytes)).rejects.toMatchObject({ code: 'file-kind', field: 'photo' })
    expect(await readdir(folder)).toEqual(before)
  })

  test('more bytes than a phone makes', async () => {
    const before = await readdir(folder)
    const large = Buffer.concat([fromPhone, Buffer.alloc(photoBytes)])
    await expect(keep(large)).rejects.toMatchObject({ code: 'file-too-large' })
    expect(await readdir(folder)).toEqual(before)
  })

  test('a photo whose row could not be written goes too', async () => {
    const { id } = await keep(jpeg)
    await expect(keepRow(files, id, () => Promise.reject(new Error('no row')))).rejects.toThrow('no row')
    expect(await files.open(id)).toBeNull()
  })
})
