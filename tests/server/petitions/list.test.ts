import { test } from 'vitest'
import type { PetitionList } from '../../../shared/petitions.ts'
import { startApp } from '../../support/app.ts'
import { anOpenPetition } from './fixtures.ts'

const app = await startApp({ now: new Date('2026-11-30T03:00:00Z') })
const { sql } = app.deps

test('runs', async () => {
  await anOpenPetition(sql, { total: 5 })
  const a = await app.api<PetitionList>('GET', '/api/petitions')
  
  const { number } = a.body.items[0]!
  const b = await app.api('GET', `/api/petitions/${number}`)
  
  const c = await app.api('GET', `/api/petitions/${number}/total`)
  
  
})
