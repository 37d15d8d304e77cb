import type { SeriesForm } from '../../../shared/listening-desk.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Deps } from '../../platform/deps.ts'
import { changePublic } from '../../platform/render/drops.ts'
import { seenOf } from '../../settings/settings.actions.ts'
import { fillSeries, lockSeries, seriesByCode, saveSeries } from '../listening.queries.ts'
import { seriesSeed } from '../series.seed.ts'

/** Fills what a new installation needs; what exists already is left as the office made it. */
export const seedSeries = ({ db }: Pick<Deps, 'db'>) =>
  db.transaction((tx) =>
    fillSeries(
      tx,
      seriesSeed.map((row, position) => ({ ...row, position })),
    ),
  )

/** Adds or changes a series. Retired ones stay on old events. @throws Refusal `taken`, `changed-meanwhile` */
export async function putSeries(deps: Deps, officer: Officer, form: SeriesForm) {
  await changePublic(deps, async (tx) => {
    await lockSeries(tx)
    const { retired, seen, ...names } = form
    const before = await seriesByCode(tx, form.code)
    if (seen === '' && before) throw new Refusal('taken', { field: 'code' })
    if (seen !== (before ? seenOf(before) : '')) throw new Refusal('changed-meanwhile')
    await saveSeries(tx, { ...names, retiredAt: retired ? (before?.retiredAt ?? deps.now()) : null })
    await record(
      deps,
      tx,
      officer,
      'series.put',
      { kind: 'listening_series', id: form.code },
      { ...names, retired },
    )
  })
}
