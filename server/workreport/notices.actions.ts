import { dayOf } from '../../shared/kst.ts'
import { record } from '../audit/audit.actions.ts'
import { mailTo } from '../notifications/notifications.actions.ts'
import type { Deps } from '../platform/deps.ts'
import { noticeMail } from './notices.mails.ts'
import { noticesDue } from './notices.rules.ts'
import { noteNotice, reportSettingsAt, teamAddresses } from './workreport.queries.ts'

/** Mails the team the links to reports that are due. One that was mailed is noted with it, so that none goes out twice. */
export async function mailReports(deps: Deps) {
  const at = deps.now()
  const hour = new Date(at.getTime() + 9 * 3_600_000).getUTCHours()
  for (const { kind, period } of noticesDue(await reportSettingsAt(deps.db, at), dayOf(at), hour)) {
    await deps.db.transaction(async (tx) => {
      if (!(await noteNotice(tx, kind, period.from, at))) return
      const mail = noticeMail(kind, period, deps.config.publicUrl)
      for (const address of await teamAddresses(tx))
        await mailTo(deps, tx, address, `work-report:${kind}:${period.from}`, mail)
      await record(
        deps,
        tx,
        { kind: 'system' },
        'work-report.mail',
        { kind: 'work-report', id: kind },
        period,
      )
    })
  }
}
