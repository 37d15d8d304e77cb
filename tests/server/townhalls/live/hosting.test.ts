import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { mergePersons } from '../../../../server/accounts/merging.actions.ts'
import type { LiveSnapshot } from '../../../../shared/live.ts'
import { startApp } from '../../../support/app.ts'
import { aLiveRoom, attendee, join, question, register } from './clients.ts'

const start = new Date('2026-11-25T05:00:00Z')
const site = await startApp({ now: start })
const later = (seconds: number) => site.setNow(new Date(site.deps.now().getTime() + seconds * 1000))
const state = async (hall: number, cookie?: string, as = 'attendee') =>
  (await site.api<LiveSnapshot>('GET', `/api/town-halls/${hall}/live-state?as=${as}`, undefined, { cookie }))
    .body
const codeOf = async (ack: Promise<{ problem: { code: string } | null }>) => (await ack).problem?.code

describe('moderating', () => {
  test('after instead of before is switched while it runs: public at once, but for personal data', async () => {
    const { hall, host } = await aLiveRoom(site)
    const [first, second] = [await attendee(site, hall), await attendee(site, hall)]
    const before = await first.done(question('먼저 보고 공개하나요?'))
    await host.done({ op: 'rules', moderation: 'after' })
    const after = await second.done(question('바로 공개되나요?'))
    later(20)
    const phone = await second.done(question('제 번호 010-1234-5678로 전화 주세요.'))
    const told = (await state(hall.id)).questions.map(({ id }) => id)
    expect(told).toEqual([after])
    expect((await state(hall.id, second.cookie)).own.map(({ id, state: s }) => [id, s])).toEqual([
      [after, 'published'],
      [phone, 'received'],
    ])
    expect(await codeOf(host.send({ op: 'publish', question: phone }))).toBe('question-shows-data')
    await host.done({ op: 'publish', question: phone, masked: true })
    const shown = (await state(hall.id)).questions.find(({ id }) => id === phone)!
    expect(shown.text).toBe('제 번호 ○○○로 전화 주세요.')
    expect((await state(hall.id, second.cookie)).own.at(-1)!.text).toContain('010-1234-5678')
    expect((await host.heard('host-question', (m) => m.question.id === before)).question.masked).toBeNull()
  })

  test('holds with a reason that the asker reads and nobody else, also what was public', async () => {
    const { hall, host } = await aLiveRoom(site, { moderation: 'after' })
    const asker = await attendee(site, hall)
    const reader = await join(site, hall.id)
    const id = await asker.done(question('이 질문은 나중에 보류됩니다.'))
    await reader.heard('question')
    await host.done({ op: 'hold', question: id, reason: 'off-topic', note: '다음 자리에서 다룹니다.' })
    expect(await reader.heard('question-gone')).toMatchObject({ id, mergedInto: null })
    expect((await asker.heard('own-question', (m) => m.question.state === 'held')).question).toMatchObject({
      heldReason: 'off-topic',
      heldNote: '다음 자리에서 다룹니다.',
    })
    expect(JSON.stringify(reader.frames)).not.toContain('다음 자리에서')
    expect((await state(hall.id)).questions).toEqual([])
    const other = await attendee(site, hall)
    expect(await codeOf(other.send({ op: 'vote', question: id, up: true }))).toBe('not-found')
  })

  test('merges with the union of votes, both askers credited and told where theirs went', async () => {
    const { hall, host } = await aLiveRoom(site, { moderation: 'after' })
    const people = await Promise.all(Array.from({ length: 5 }, () => attendee(site, hall)))
    const [one, two, three, both, onlyGone] = people as [
      (typeof people)[0],
      (typeof people)[0],
      (typeof people)[0],
      (typeof people)[0],
      (typeof people)[0],
    ]
    await register(site, hall, onlyGone.personId)
    const kept = await one.done(question('골목 가로등을 언제 고치나요?'))
    const gone = await two.done(question('골목 가로등은 언제 고치시나요?'))
    const further = await three.done(question('가로등이 꺼져 있어요, 언제 고쳐요?'))
    expect((await host.heard('host-question', (m) => m.question.id === gone)).question.similar?.id).toBe(kept)
    await both.done({ op: 'vote', question: kept, up: true })
    for (const who of [both, onlyGone]) await who.done({ op: 'vote', question: gone, up: true })
    await host.done({ op: 'merge', question: further, into: gone })
    await host.done({ op: 'merge', question: gone, into: kept })
    const merged = await one.heard('own-question', (m) => m.question.merged === 2)
    expect(merged.question.votes).toEqual({ registered: 1, guests: 1 })
    for (const asker of [two, three])
      expect((await asker.heard('own-question', (m) => m.question.mergedInto === kept)).question.state).toBe(
        'merged',
      )
    expect((await state(hall.id)).questions.map(({ id }) => id)).toEqual([kept])
    expect(await codeOf(host.send({ op: 'merge', question: kept, into: kept }))).toBe('merge-into-itself')
    expect(await codeOf(host.send({ op: 'merge', question: kept, into: gone }))).toBe('question-decided')
  })
})

describe('asking', () => {
  test('keeps a pace, can be edited for a short time, and taken back', async () => {
    const { hall, host } = await aLiveRoom(site, { slowSeconds: 60 })
    const asker = await attendee(site, hall)
    const id = await asker.done(question('처음 쓴 글입니다.'))
    later(59)
    expect(await asker.send(question('두 번째 글입니다.'))).toMatchObject({
      temporary: true,
      problem: { code: 'room-slow-mode' },
    })
    await asker.done({ op: 'edit', question: id, text: '고쳐 쓴 글입니다.' })
    expect(
      (await host.heard('host-question', (m) => m.question.text === '고쳐 쓴 글입니다.')).question.id,
    ).toBe(id)
    later(62)
    expect(await codeOf(asker.send({ op: 'edit', question: id, text: '너무 늦게 고칩니다.' }))).toBe(
      'question-late',
    )
    const other = await attendee(site, hall)
    expect(await codeOf(other.send({ op: 'withdraw', question: id }))).toBe('not-yours')
    await asker.done({ op: 'withdraw', question: id })
    expect((await asker.heard('own-question', (m) => m.question.state === 'withdrawn')).question.id).toBe(id)
  })

  test('names as the room says: whole, masked, or nobody', async () => {
    const { hall, host } = await aLiveRoom(site, { moderation: 'after' })
    const names: (string | null)[] = []
    for (const naming of ['named', 'masked', 'anonymous'] as const) {
      await host.done({ op: 'rules', naming })
      const asker = await attendee(site, hall)
      const id = await asker.done(question(`${naming} 이름은 어떻게 보이나요?`, '남궁하늘'))
      const told = (await state(hall.id)).questions.find((one) => one.id === id)!
      names.push(told.shownName)
      expect(told.dong).toBe(told.shownName === null ? null : 'yeoui')
    }
    expect(names).toEqual(['남궁하늘', '남궁**', null])
  })

  test('the same command again is one question, whoever raced', async () => {
    const { hall } = await aLiveRoom(site)
    const asker = await attendee(site, hall)
    const second = await join(site, hall.id, { cookie: asker.cookie })
    const id = randomUUID()
    const acks = await Promise.all([
      asker.send({ ...question(), id }),
      second.send({ ...question(), id }),
      site
        .api('POST', `/api/town-halls/${hall.id}/commands`, { ...question(), id }, { cookie: asker.cookie })
        .then(({ body }) => body),
    ])
    expect(acks.every(({ ok }) => ok)).toBe(true)
    expect(new Set(acks.map(({ target }) => target)).size).toBe(1)
    expect((await state(hall.id, asker.cookie)).own.length).toBe(1)
  })

  test('by the office for someone without a phone, and sent beforehand, stand in the same list', async () => {
    const { hall, host } = await aLiveRoom(site)
    const early = await site.as.resident()
    await site.deps.sql`update town_halls set state = 'announced' where id = ${hall.id}`
    const sent = await site.api(
      'POST',
      `/api/town-halls/${hall.id}/questions`,
      { commandId: randomUUID(), text: '미리 보낸 질문입니다.' },
      { cookie: early.cookie },
    )
    expect(sent.status).toBe(201)
    await site.deps.sql`update town_halls set state = 'live' where id = ${hall.id}`
    expect((await host.heard('host-question', (m) => m.question.beforehand)).question.id).toBe(sent.body.id)
    await host.done({ op: 'publish', question: sent.body.id })
    await host.done({ op: 'proxy-ask', text: '휴대전화가 없어 대신 적습니다.', name: '김순자', lang: 'ko' })
    expect((await state(hall.id)).questions.map(({ beforehand, proxy }) => [beforehand, proxy])).toEqual([
      [true, false],
      [false, true],
    ])
  })
})

describe('the stage', () => {
  test('holds exactly one, by the host’s order; what stood there goes back to the head of the queue', async () => {
    const { hall, host } = await aLiveRoom(site)
    const ids: number[] = []
    for (const text of ['첫째 질문입니다.', '둘째 질문입니다.', '셋째 질문입니다.'])
      ids.push(await host.done({ op: 'proxy-ask', text, lang: 'ko' }))
    for (const id of ids) await host.done({ op: 'queue', question: id })
    const [a, b, c] = ids as [number, number, number]
    await host.done({ op: 'order', questions: [c, 424_242, a] })
    expect((await state(hall.id)).room.order).toEqual([c, a, b])
    await Promise.all([a, b, c].map((id) => host.send({ op: 'stage', question: id })))
    const now = await state(hall.id)
    expect(now.questions.filter(({ state: s }) => s === 'on-stage').length).toBe(1)
    const standing = now.questions.find(({ state: s }) => s === 'on-stage')!.id
    await host.done({ op: 'unstage' })
    expect((await state(hall.id)).room.order[0]).toBe(standing)
    await host.done({ op: 'later', question: a })
    expect((await state(hall.id)).questions.find(({ id }) => id === a)!.state).toBe('to-answer')
  })

  test('labels, translations and a written answer stand beside a question; its asker is written to', async () => {
    const { hall, host } = await aLiveRoom(site, { moderation: 'after' })
    const asker = await attendee(site, hall)
    const id = await asker.done(question('답을 글로 주실 수 있나요?'))
    await host.done({ op: 'label', question: id, labels: ['교통', '교통', '안전'] })
    await host.done({ op: 'translate', question: id, lang: 'en', text: 'Could you answer in writing?' })
    await host.done({ op: 'reply', question: id, text: '네, 한 주 안에 고치겠습니다.' })
    expect((await state(hall.id)).questions[0]).toMatchObject({
      labels: ['교통', '안전'],
      translations: { en: 'Could you answer in writing?' },
      reply: '네, 한 주 안에 고치겠습니다.',
      state: 'answered',
    })
    expect((await site.mails(asker.email)).map(({ text }) => text).join()).toContain(
      '네, 한 주 안에 고치겠습니다.',
    )
  })
})

describe('a rehearsal', () => {
  test('is seen by hosts and their screens alone, and forgotten when it ends', async () => {
    const { hall, host: first, officer } = await aLiveRoom(site)
    await site.deps.sql`update live_rooms set phase = 'waiting' where town_hall_id = ${hall.id}`
    const visitor = await join(site, hall.id)
    const screen = await join(site, hall.id, { as: 'screen', cookie: officer.cookie })
    await first.done({ op: 'rehearse' })
    const id = await first.done({ op: 'proxy-ask', text: '연습으로 적은 질문입니다.', lang: 'ko' })
    await first.done({ op: 'stage', question: id })
    await screen.heard('question', (m) => m.question.state === 'on-stage')
    expect((await state(hall.id)).room.phase).toBe('waiting')
    expect((await state(hall.id)).questions).toEqual([])
    await first.done({ op: 'open' })
    await visitor.until(() => visitor.frames.some((frame) => frame.t === 'epoch'))
    await visitor.heard('room', (m) => m.room.phase === 'open')
    await first.until(() => first.frames.filter((frame) => frame.t === 'welcome').length > 1)
    expect(JSON.stringify(visitor.frames)).not.toContain('연습으로')
    expect((await state(hall.id, officer.cookie, 'host')).host).toEqual([])
    expect(visitor.faults).toEqual([])
  })
})

describe('the end', () => {
  test('makes a card of the ledger of everything unanswered, and hides what nobody looked at', async () => {
    const { hall, host } = await aLiveRoom(site)
    const asker = await attendee(site, hall)
    const id = await asker.done(question('끝까지 답을 못 들었습니다.'))
    await host.done({ op: 'publish', question: id })
    const other = await attendee(site, hall)
    const unseen = await other.done(question('아무도 보지 않은 질문입니다.'))
    await host.done({ op: 'close' })
    const own = await asker.heard('own-question', (m) => m.question.state === 'to-answer')
    expect(own.question.followUp).toMatch(/^\d{4}-\d+$/)
    const now = await state(hall.id)
    expect(now.room.phase).toBe('ended')
    expect(now.questions.map((one) => one.id)).toEqual([id])
    const [row] = await site.deps.sql`select state from town_halls where id = ${hall.id}`
    expect(row!.state).toBe('ended')
    expect(await codeOf(asker.send(question('끝난 뒤에 묻습니다.')))).toBe('room-ended')
    await host.done({ op: 'publish', question: unseen })
    expect(
      (await other.heard('own-question', (m) => m.question.state === 'to-answer')).question.followUp,
    ).not.toBeNull()
  })

  test('a question can begin a petition of its asker, once', async () => {
    const { hall } = await aLiveRoom(site)
    const asker = await attendee(site, hall)
    const other = await attendee(site, hall)
    const id = await asker.done(question('이 일은 청원으로 내고 싶습니다.'))
    const at = `/api/town-halls/${hall.id}/questions/${id}/petition-draft`
    const [one, two] = await Promise.all(
      [1, 2].map(() => site.api('POST', at, undefined, { cookie: asker.cookie })),
    )
    expect(one!.body.draftId).toBe(two!.body.draftId)
    const draft = await site.page(`/petitions/new/${one!.body.draftId}`, { cookie: asker.cookie })
    expect(draft.html).toContain('이 일은 청원으로 내고 싶습니다.')
    expect((await site.api('POST', at, undefined, { cookie: other.cookie })).status).toBe(403)
  })

  test('of two accounts that are one person, everything in the room is one person’s', async () => {
    const { hall, host } = await aLiveRoom(site, { moderation: 'after' })
    const [one, two] = [await attendee(site, hall), await attendee(site, hall)]
    const id = await one.done(question('두 계정이 한 사람입니다.'))
    const poll = await host.done({ op: 'poll-add', title: '한 표씩', choices: ['가', '나'] })
    await host.done({ op: 'poll-open', poll })
    for (const who of [one, two]) {
      await who.done({ op: 'vote', question: id, up: true })
      await who.done({ op: 'poll-vote', poll, choices: [1] })
    }
    await site.deps.db.transaction((tx) => mergePersons(site.deps, tx, one.personId, two.personId))
    const now = await state(hall.id)
    expect(now.questions[0]!.votes).toEqual({ registered: 0, guests: 1 })
    expect(now.polls[0]).toMatchObject({ counts: [0, 1], voters: 1 })
  })
})
