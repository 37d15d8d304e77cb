import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { captionsFrom, mediaTypeOf } from '../../../server/petitions/answers/files.rules.ts'
import { fileNameOf } from '../../../server/platform/files/names.ts'
import { rangeOf } from '../../../server/platform/files/ranges.ts'
import { box, gif, jpeg, mp4, png, webm, webp } from './media.ts'

const kindOf = (use: 'video' | 'poster' | 'captions', file: Buffer) =>
  mediaTypeOf(use, file.length, async (start, length) =>
    start < 0 ? Buffer.alloc(0) : file.subarray(start, start + length),
  )

describe('what a file is, by its bytes', () => {
  test.each([
    ['video', mp4, 'video/mp4'],
    ['video', webm, 'video/webm'],
    ['poster', jpeg, 'image/jpeg'],
    ['poster', png, 'image/png'],
    ['poster', webp, 'image/webp'],
  ] as const)('a %s that is what it should be', async (use, file, type) => {
    expect(await kindOf(use, file)).toBe(type)
  })

  const html = Buffer.from('<!doctype html><script>alert(1)</script>')
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a few bytes', Buffer.from('ab')],
    ['a web page', html],
    ['a GIF', gif],
    ['a ZIP', Buffer.from('504b0304140000000800', 'hex')],
    ['an MP4 with something behind it', Buffer.concat([mp4, html])],
    ['an MP4 without a movie', Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0')), box('mdat', html)])],
    ['an MP4 that breaks off', mp4.subarray(0, mp4.length - 4)],
    ['a QuickTime film', Buffer.concat([box('ftyp', Buffer.from('qt  \0\0\0\0')), box('moov', html)])],
    ['a Matroska film', Buffer.from(webm.toString('latin1').replace('webm', 'mkvx'), 'latin1')],
    ['a WebM with something behind it', Buffer.concat([webm, html])],
    ['a WebM that breaks off', webm.subarray(0, webm.length - 100)],
    ['a picture', jpeg],
  ])('%s is no video', async (_what, file) => {
    expect(await kindOf('video', file)).toBeNull()
  })

  test.each([
    ['a JPEG with something behind it', Buffer.concat([jpeg, html])],
    ['a PNG with something behind it', Buffer.concat([png, html])],
    ['a WebP with something behind it', Buffer.concat([webp, html])],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a video', mp4],
    ['a GIF', gif],
  ])('%s is no poster', async (_what, file) => {
    expect(await kindOf('poster', file)).toBeNull()
  })
})

describe('captions', () => {
  const vtt = 'WEBVTT\n\n00:00.000 --> 00:03.000\n무겁게 들었습니다.\n'

  test('WebVTT stays as it is, with plain line ends and without a byte order mark', () => {
    expect(captionsFrom(Buffer.from(`\uFEFF${vtt.replaceAll('\n', '\r\n')}`))).toBe(vtt)
    expect(captionsFrom(readFileSync('server/demo/media/answer.vtt'))).toContain('WEBVTT')
  })

  const srt =
    '1\r\n00:00:00,000 --> 00:00:03,500\r\n안녕하십니까.\r\n\r\n2\r\n00:00:04,000 --> 00:00:06,000\r\n둘째 줄\r\n'
  const converted =
    'WEBVTT\n\n1\n00:00:00.000 --> 00:00:03.500\n안녕하십니까.\n\n2\n00:00:04.000 --> 00:00:06.000\n둘째 줄\n'

  test('SubRip becomes WebVTT, also in the encoding of Korean Windows', () => {
    expect(captionsFrom(Buffer.from(srt))).toBe(converted)
    const hello = Buffer.from('bec8b3e7c7cfbdcab4cfb1ee2e', 'hex')
    const second = Buffer.from('b5d1c2b020c1d9', 'hex')
    const bytes = Buffer.concat([
      Buffer.from('1\n00:00:00,000 --> 00:00:03,500\n'),
      hello,
      Buffer.from('\n\n2\n00:00:04,000 --> 00:00:06,000\n'),
      second,
      Buffer.from('\n'),
    ])
    expect(captionsFrom(bytes)).toBe(converted)
  })

  test.each([
    ['nothing', ''],
    ['a title without a line of captions', 'WEBVTT\n'],
    ['a web page', '<script>alert(1)</script>'],
    ['something that only begins alike', 'WEBVTTX\n\n00:00.000 --> 00:03.000\na'],
    ['a zero byte', vtt.replace('무', '\0')],
  ])('%s is none', (_what, text) => {
    expect(captionsFrom(Buffer.from(text))).toBeNull()
  })

  test('bytes of no known encoding are none', () => {
    expect(captionsFrom(Buffer.concat([Buffer.from(vtt), Buffer.from([0xff, 0xfe, 0xff])]))).toBeNull()
  })
})

describe('a part of a file', () => {
  test.each([
    [undefined, null],
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=0-', { start: 0, end: 99 }],
    ['bytes=90-200', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-500', { start: 0, end: 99 }],
    ['bytes=99-99', { start: 99, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-2', null],
    ['bytes=0-1,5-6', null],
    ['bytes=-', null],
    ['lines=0-1', null],
    ['bytes=a-b', null],
  ])('%s of 100 bytes', (header, range) => {
    expect(rangeOf(header, 100)).toEqual(range)
  })
})

test.each([
  ['답변 영상.MP4', 'video/mp4', '답변 영상.mp4'],
  ['C:\\fakepath\\a.exe', 'image/jpeg', 'a.jpg'],
  ['../../etc/passwd', 'text/vtt', 'passwd.vtt'],
  ['"<b>\u202e\r\nx', 'image/png', 'bx.png'],
  [undefined, 'video/webm', 'file.webm'],
  ['.', 'image/webp', 'file.webp'],
])('%j is kept as a name', (given, type, name) => {
  expect(fileNameOf(given, type)).toBe(name)
})
