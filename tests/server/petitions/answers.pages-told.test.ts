import { expect, test } from 'vitest'
import { readOutbox } from '../../../server/notifications/notifications.actions.ts'
import { tellFollowersAnswered } from '../../../server/petitions/answers/answer-notices.actions.ts'
import { startApp } from '../../support/app.ts'
import { aCase, followers, type Saved, words } from './answering.ts'

const app = await startApp()
const { sql } = app.deps
const drafter = await app.as.officer('department', { department: 'urban-safety' })
const team = await app.as.officer('communication')

test('250 followers in two pages hear once each, though a page is done twice and one breaks off', async () => {
  const { id: petitionId, call } = await aCase(app)
  const { id } = (await call(drafter, 'POST', '', words)).body as Saved
  await call(drafter, 'POST', `/${id}/submission`, { version: 1 })
  await call(team, 'POST', `/${id}/approval`, { version: 1 })
  const emails = await followers(app, petitionId, 250)
  await call(team, 'POST', `/${id}/publication`, { version: 1 })
  const written = async () =>
    (await sql`select count(*)::int as n from mails where purpose = ${`answer:${id}`}`)[0]!.n as number
  // The process dies in the middle of the first page: nothing of the page remains.
  let left = 120
  const dying = {
    ...app.deps,
    secrets: {
      ...app.deps.secrets,
      seal: (text: string) => {
        if ((left -= 1) < 0) throw new Error('killed')
        return app.deps.secrets.seal(text)
      },
    },
  }
  await expect(tellFollowersAnswered(dying, id, 0)).rejects.toThrow('killed')
  expect(await written()).toBe(0)
  // It dies again between the pages; the page is done once more, by two at once.
  await Promise.all([tellFollowersAnswered(app.deps, id, 0), tellFollowersAnswered(app.deps, id, 0)])
  expect(await written()).toBe(200)
  await app.settle()
  expect(await written()).toBe(250)
  const told = (await readOutbox(app.deps, 1000)).map((mail) => mail.to)
  expect(told.toSorted()).toEqual(emails.toSorted())
})
