import { openFollowUp } from '../../../server/followups/follow-ups.actions.ts'
import { cardByNumber } from '../../../server/followups/desk/cards.queries.ts'
import { changePublic } from '../../../server/platform/render/drops.ts'
import { departmentsOn } from '../../../server/settings/settings.queries.ts'
import type { NewFollowUp } from '../../../shared/follow-ups.ts'
import type { TestApp } from '../../support/app.ts'

let source = 1000
/** A promise written down at the app's clock, of 도로과 unless told; returns its number. */
export async function aCard(
  app: TestApp,
  more: Partial<NewFollowUp> & { code?: string } = {},
): Promise<string> {
  const { code = 'roads', ...promise } = more
  const departments = await departmentsOn(app.deps.db, '2026-11-24')
  const opened = await changePublic(app.deps, (tx) =>
    openFollowUp(
      app.deps,
      tx,
      {
        source: 'opinion',
        sourceId: (source += 1),
        text: '골목 가로등을 LED로 바꾸겠습니다',
        departmentId: departments.find((one) => one.code === code)!.id,
        dong: 'yeoui',
        promisedAt: app.deps.now(),
        dueAt: new Date('2026-12-31T15:00:00Z'),
        listeners: [],
        ...promise,
      },
      { kind: 'system' },
    ),
  )
  return opened.number
}

export const cardOf = async (app: TestApp, number: string) => (await cardByNumber(app.deps.db, number))!
