import { expect, test } from 'vitest'
import { similarTo } from '../../../server/petitions/similar/similar.ts'
import { anOpenPetition, openTestDatabase } from './fixtures.ts'

const { sql, db } = await openTestDatabase()
const called = async (title: string, about = {}) => {
  const made = await anOpenPetition(sql, about)
  await sql`update petitions set title = ${title} where id = ${made.id}`
  return made.id
}
const [parking, light, bench] = [
  await called('불법주차 단속을 밤에도 해 주세요'),
  await called('도림천 산책로에 조명을 더 놓아 주세요'),
  await called('버스정류장에 의자를 놓아 주세요', { state: 'closed' }),
]
const hidden = await called('도림천 산책로에 조명을 놓아 주세요', { hidden: true })
const waiting = await called('도림천 산책로 조명', { state: 'received' })

const found = async (title: string, about = {}) =>
  (await similarTo(db, title, { states: ['open', 'closed'], ...about })).map(({ id }) => id)

test('titles are alike whatever their spaces, the likest first', async () => {
  expect(await found('불법 주차단속')).toEqual([parking])
  const [first] = await similarTo(db, '도림천 산책로에 조명을 더 놓아 주세요', { states: ['open'] })
  expect(first).toMatchObject({ id: light, likeness: 1 })
})

test('what is hidden is left out, what is not asked for too, and the petition itself', async () => {
  const lit = await found('도림천 산책로 조명을 놓아 주세요')
  expect(lit).toContain(light)
  expect(lit).not.toContain(hidden)
  expect(lit).not.toContain(waiting)
  expect(await found('도림천 산책로 조명을 놓아 주세요', { except: light })).not.toContain(light)
  expect(await found('도림천 산책로 조명', { states: ['received'] })).toEqual([waiting])
  expect(await found('버스정류장 의자')).toContain(bench)
})

test('nothing is like nothing', async () => {
  expect(await found('')).toEqual([])
  expect(await found('   ')).toEqual([])
  expect(await found(`%_\\'"; drop table petitions; --`)).toEqual([])
})
