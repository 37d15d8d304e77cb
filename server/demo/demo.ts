import { createOfficer } from '../accounts/officers.actions.ts'
import { record } from '../audit/audit.actions.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { allDongs, departmentsOn, holidayDays, termsAt } from '../settings/settings.queries.ts'
import { dayOf } from '../../shared/kst.ts'
import { demoPetitions } from './content.ts'
import { isEmpty } from './demo.queries.ts'
import { demoOfficers, demoPassword, totpSecret } from './officers.ts'
import { tellFollowUps } from './follow-ups.ts'
import { tellListening } from './listening.ts'
import { tellStory, type Stage } from './story.ts'
import { makeResidents } from './residents.ts'
import { tellTownHalls } from './townhalls.ts'
import { seeded } from './history.rules.ts'
import { tellYear } from './year.ts'

/**
 * Fills an empty database with the demonstration: officers, residents, petitions in every state and their history.
 * One transaction, so that a start that is killed leaves nothing half done; a database with anything in it is kept.
 */
export async function fillDemonstration(deps: Deps, say: (line: string) => void) {
  if (!(await isEmpty(deps.db))) return
  say('Writing demonstration content …')
  await deps.db.transaction(async (tx) => {
    const stage = await setStage(deps, tx)
    const numbered = new Map<string, number>()
    const byTime = demoPetitions.toSorted((a, b) => b.age - a.age)
    for (const petition of byTime)
      numbered.set(petition.title, await tellStory(deps, tx, stage, petition, numbered))
    await tellTownHalls(deps, tx, stage)
    await tellListening(deps, tx, stage)
    await tellFollowUps(deps, tx, stage)
    await tellYear(deps, tx, stage)
    await record(
      deps,
      tx,
      { kind: 'system' },
      'demo.fill',
      { kind: 'site', id: 'demo' },
      { petitions: byTime.length },
    )
  })
}

async function setStage(deps: Deps, tx: Db): Promise<Stage> {
  const at = deps.now()
  const departments = new Map((await departmentsOn(tx, dayOf(at))).map((row) => [row.code, row.id]))
  const dongs = await allDongs(tx)
  const officers = new Map<string, number>()
  for (const { email, name, role, department } of demoOfficers) {
    const departmentId = departments.get(department) ?? null
    const totp = totpSecret(deps, email)
    officers.set(
      email,
      await createOfficer(deps, tx, {
        email,
        name,
        role,
        departmentId,
        password: demoPassword,
        totpSecret: totp,
      }),
    )
  }
  const most = Math.max(...demoPetitions.map((petition) => petition.total))
  return {
    at,
    departments,
    dongs: new Map(dongs.map((dong) => [dong.nameKo, dong.code])),
    officers,
    residents: await makeResidents(
      deps,
      tx,
      most + 100,
      dongs.map((dong) => dong.code),
      'demo',
    ),
    terms: await termsAt(tx, at),
    holidays: await holidayDays(tx),
    random: seeded(20_181_001),
  }
}
