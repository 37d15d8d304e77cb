import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { sweepFiles } from '../../../server/site/stored-files.actions.ts'
import { startApp } from '../../support/app.ts'
import type { SignedInOfficer } from '../../support/people.ts'
import { aCase, type Saved, words } from './answering.ts'
import { jpeg, mp4, png, vtt, webm } from './media.ts'

const now = new Date()
const app = await startApp({ now, config: { videoMaxBytes: 100_000 } })
const drafter = await app.as.officer('department', { department: 'urban-safety' })
const chief = await app.as.officer('department', { department: 'urban-safety' })
const stranger = await app.as.officer('department', { department: 'planning-budget' })
const team = await app.as.officer('communication')
const resident = await app.as.resident()

async function send(
  who: { cookie: string } | null,
  use: string,
  bytes: Buffer,
  name = 'x',
  type = 'video/mp4',
) {
  const body = new FormData()
  body.append('file', new Blob([new Uint8Array(bytes)], { type }), name)
  const headers = who ? { cookie: who.cookie } : undefined
  const response = await fetch(`${app.url}/api/desk/files?use=${use}`, { method: 'POST', body, headers })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

async function fetchFile(id: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await fetch(`${app.url}/files/${id}`, { method, headers })
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  }
}

const folder = join(app.deps.config.dataDir, 'files')
const kept = () => readdir(folder).catch(() => [])

/** An answer with a video, captions and a poster, published or not. */
async function answered(published: boolean) {
  const { id: petitionId, number, call } = await aCase(app)
  const upload = async (use: string, bytes: Buffer) => (await send(drafter, use, bytes)).body.id as string
  const [videoFile, captionsFile, posterFile] = [
    await upload('video', webm),
    await upload('captions', vtt),
    await upload('poster', jpeg),
  ]
  const draft = await call(drafter, 'POST', '', { ...words, videoFile, captionsFile, posterFile })
  const { id } = draft.body as Saved
  if (published) {
    await call(drafter, 'POST', `/${id}/submission`, { version: 1 })
    await call(chief, 'POST', `/${id}/approval`, { version: 1 })
    expect((await call(team, 'POST', `/${id}/publication`, { version: 1 })).status).toBe(200)
  }
  return { petitionId, number, call, id, videoFile, captionsFile, posterFile }
}

describe('an uploaded file', () => {
  test('is what its bytes say, whatever its name and type claim', async () => {
    expect(await send(team, 'video', webm, '구청장 답변.exe', 'text/html')).toMatchObject({
      status: 201,
      body: { name: '구청장 답변.webm', mediaType: 'video/webm', size: webm.length },
    })
    expect(await send(team, 'video', mp4)).toMatchObject({ status: 201, body: { mediaType: 'video/mp4' } })
    expect(await send(team, 'poster', png)).toMatchObject({ status: 201, body: { mediaType: 'image/png' } })
    expect(await send(team, 'captions', vtt)).toMatchObject({ status: 201, body: { mediaType: 'text/vtt' } })
  })

  test('that is disguised, too large or empty is refused and leaves nothing behind', async () => {
    const before = await kept()
    const rows = await app.deps.sql`select count(*)::int as n from files`
    const html = Buffer.from('<script>alert(1)</script>')
    expect(await send(team, 'video', html)).toMatchObject({ status: 422, body: { code: 'file-kind' } })
    expect(await send(team, 'video', jpeg)).toMatchObject({ status: 422, body: { code: 'file-kind' } })
    expect(await send(team, 'poster', webm)).toMatchObject({ status: 422, body: { code: 'file-kind' } })
    expect(await send(team, 'captions', jpeg)).toMatchObject({ status: 422, body: { code: 'file-kind' } })
    expect(await send(team, 'video', Buffer.alloc(0))).toMatchObject({
      status: 422,
      body: { code: 'file-kind' },
    })
    const large = Buffer.concat([webm, Buffer.alloc(3_000_000)])
    expect(await send(team, 'video', large)).toMatchObject({ status: 413, body: { code: 'file-too-large' } })
    const longCaptions = Buffer.concat([vtt, Buffer.alloc(1024 * 1024, 'a')])
    expect(await send(team, 'captions', longCaptions)).toMatchObject({ status: 413 })
    expect(await kept()).toEqual(before)
    expect(await app.deps.sql`select count(*)::int as n from files`).toEqual(rows)
  })

  test('that breaks off on its way leaves nothing behind', async () => {
    const before = await kept()
    const { port, hostname } = new URL(app.url)
    const head = [
      'POST /api/desk/files?use=video HTTP/1.1',
      `host: ${hostname}:${port}`,
      `cookie: ${team.cookie}`,
      'content-type: multipart/form-data; boundary=x',
      'content-length: 90000',
      '',
      '--x',
      'content-disposition: form-data; name="file"; filename="a.webm"',
      'content-type: video/webm',
      '',
      '',
    ].join('\r\n')
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(Buffer.concat([Buffer.from(head), webm.subarray(0, 30_000)]))
    await until(async () => (await kept()).length > before.length)
    socket.destroy()
    await until(async () => (await kept()).length === before.length)
    expect(await kept()).toEqual(before)
  })

  test('comes from officers who answer only, and for a use that is known', async () => {
    expect(await send(null, 'video', webm)).toMatchObject({ status: 401 })
    expect(await send(resident, 'video', webm)).toMatchObject({ status: 403 })
    const administrator = await app.as.officer('administrator')
    expect(await send(administrator, 'video', webm)).toMatchObject({ status: 403 })
    expect(await send(team, 'virus', webm)).toMatchObject({ status: 422 })
    expect(await app.api('POST', '/api/desk/files?use=video', {}, { cookie: team.cookie })).toMatchObject({
      status: 415,
    })
    const form = new FormData()
    form.append('text', 'no file')
    const headers = { cookie: team.cookie }
    const empty = await fetch(`${app.url}/api/desk/files?use=video`, { method: 'POST', body: form, headers })
    expect([empty.status, await empty.json()]).toMatchObject([422, { code: 'not-valid' }])
  })

  test('of someone else, or of another kind, cannot be put into an answer', async () => {
    const { call } = await aCase(app)
    const theirs = (await send(team, 'video', webm)).body.id
    const mine = (await send(drafter, 'poster', jpeg)).body.id
    for (const wrong of [{ videoFile: theirs }, { videoFile: mine }, { captionsFile: mine }]) {
      expect(await call(drafter, 'POST', '', { ...words, ...wrong })).toMatchObject({ status: 422 })
    }
  })
})

describe('a file of an answer', () => {
  test('is public once the answer is, and never while the petition is hidden', async () => {
    const { petitionId, videoFile, captionsFile, posterFile } = await answered(true)
    for (const [id, type] of [
      [videoFile, 'video/webm'],
      [captionsFile, 'text/vtt; charset=utf-8'],
      [posterFile, 'image/jpeg'],
    ] as const) {
      const { status, headers } = await fetchFile(id)
      expect(status).toBe(200)
      expect(headers.get('content-type')).toBe(type)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-disposition')).toMatch(/^inline; filename/)
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('set-cookie')).toBeNull()
    }
    await app.deps
      .sql`update petitions set hidden_at = ${now.toISOString()}, hidden_reason = '확인 중' where id = ${petitionId}`
    expect((await fetchFile(videoFile)).status).toBe(404)
    expect((await fetchFile(videoFile, { cookie: team.cookie })).status).toBe(200)
  })

  test('of a draft is seen by the officers of the case, and by nobody else', async () => {
    const { videoFile } = await answered(false)
    const seen = async (who: SignedInOfficer | typeof resident | null) =>
      (await fetchFile(videoFile, who ? { cookie: who.cookie } : {})).status
    expect(await Promise.all([drafter, chief, team].map(seen))).toEqual([200, 200, 200])
    expect(await Promise.all([stranger, resident, null].map(seen))).toEqual([404, 404, 404])
    const { headers } = await fetchFile(videoFile, { cookie: team.cookie })
    expect(headers.get('cache-control')).toBe('private, no-store')
  })

  test('comes in parts, and not again to those who have it', async () => {
    const { videoFile } = await answered(true)
    const whole = await fetchFile(videoFile)
    const etag = whole.headers.get('etag')!
    expect(whole.bytes).toEqual(webm)
    const part = await fetchFile(videoFile, { range: 'bytes=10-19' })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe(`bytes 10-19/${webm.length}`)
    expect(part.bytes).toEqual(webm.subarray(10, 20))
    const last = await fetchFile(videoFile, { range: 'bytes=-5', 'if-range': etag })
    expect(last.bytes).toEqual(webm.subarray(-5))
    const other = await fetchFile(videoFile, { range: 'bytes=0-4', 'if-range': '"other"' })
    expect(other.status).toBe(200)
    const beyond = await fetchFile(videoFile, { range: `bytes=${webm.length}-` })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${webm.length}`])
    expect((await fetchFile(videoFile, { 'if-none-match': etag })).status).toBe(304)
    const head = await fetchFile(videoFile, {}, 'HEAD')
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(webm.length)])
    const headPart = await fetchFile(videoFile, { range: 'bytes=0-9' }, 'HEAD')
    expect([headPart.status, headPart.headers.get('content-length')]).toEqual([206, '10'])
  })

  test.each(['nothing', '7f3f5b1c-58d4-4d2e-9a51-0d9d4c0a8b11', '..%2f..%2fetc%2fpasswd', '%00'])(
    'there is none at %s',
    async (id) => {
      expect((await fetchFile(id)).status).toBe(404)
    },
  )
})

test('files that no answer refers to are swept a day later, and those in answers stay', async () => {
  const { videoFile } = await answered(false)
  const unused = (await send(team, 'video', webm)).body.id as string
  await sweepFiles(app.deps)
  expect(await kept()).toContain(unused)
  app.setNow(new Date(now.getTime() + 25 * 3_600_000))
  await sweepFiles(app.deps)
  app.setNow(now)
  expect(await kept()).not.toContain(unused)
  expect(await kept()).toContain(videoFile)
  expect((await fetchFile(videoFile, { cookie: team.cookie })).status).toBe(200)
})

async function until(reached: () => Promise<boolean>) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await reached()) return
    await sleep(25)
  }
  throw new Error('It never came to that.')
}
