import { randomUUID } from 'node:crypto'
import type { ListeningBatch } from '../../../shared/listening.ts'

type Change = {
  event?: Partial<ListeningBatch['event']>
  opinions?: Partial<ListeningBatch['opinions'][number]>[]
  closed?: boolean
}

/** A whole batch as a phone sends it: a walk through 신길6동 with what was heard on it. */
export function aBatch({ event = {}, opinions = [{}], closed = false }: Change = {}): ListeningBatch {
  return {
    event: {
      id: randomUUID(),
      title: '신길6동 동네 한 바퀴',
      series: 'visiting',
      startsAt: '2026-11-23T05:00:00.000Z',
      endsAt: '2026-11-23T06:30:00.000Z',
      place: '신길6동 주민센터 앞',
      dong: 'singil6',
      host: '소통공감팀',
      participants: {},
      partner: '',
      notes: '',
      ...event,
    },
    opinions: opinions.map((change, at) => ({
      id: randomUUID(),
      text: `경로당 앞 턱이 높아서 보행기가 자꾸 걸려요. (${at + 1})`,
      handling: 'heard',
      category: null,
      raisedBy: '',
      dong: null,
      department: null,
      contact: '',
      at: '2026-11-23T05:19:00.000Z',
      ...change,
    })),
    closed,
  }
}
