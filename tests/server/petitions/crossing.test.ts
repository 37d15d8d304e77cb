import { expect, test } from 'vitest'
import { seeded } from '../../../server/demo/history.rules.ts'
import { writeEndorsements } from '../../../server/petitions/endorsing/endorsing.queries.ts'
import { crosses } from '../../../server/petitions/endorsing/endorsing.rules.ts'
import { writeWithdrawals } from '../../../server/petitions/endorsing/withdrawing.queries.ts'
import { anOpenPetition, askedBy, countsOf, openTestDatabase } from './fixtures.ts'

const { sql } = await openTestDatabase(2)

test('the statement crosses the threshold exactly when the pure rule says so, over random batches', async () => {
  const random = seeded(20_261_124)
  const upTo = (most: number) => Math.floor(random() * most)
  for (let round = 0; round < 25; round += 1) {
    const threshold = 1 + upTo(40)
    const minLevel = upTo(2)
    const imported = upTo(20)
    const { id } = await anOpenPetition(sql, { threshold, minLevel, total: imported })
    const standing = new Map<number, number>()
    let established = false
    for (let batch = 0; batch < 6; batch += 1) {
      const people = [...new Set(Array.from({ length: 1 + upTo(15) }, () => upTo(60)))]
      const countedOf = () => [...standing.values()].filter((level) => level >= minLevel).length
      const before = countedOf()
      if (random() < 0.25) {
        await writeWithdrawals(
          sql,
          people.map((person) => askedBy(person, id)),
        )
        for (const person of people) standing.delete(person)
      } else {
        const asked = people.map((person) => askedBy(person, id, { level: upTo(3) }))
        const written = (await writeEndorsements(sql, asked)).get(id)!
        for (const [i, person] of people.entries()) {
          const held = standing.get(person)
          const { level } = asked[i]!
          if (held === undefined || (held < minLevel && level >= minLevel)) standing.set(person, level)
        }
        const added = countedOf() - before
        const crossed: boolean =
          added > 0 && crosses({ total: imported + before, threshold, established }, added)
        established ||= crossed
        expect(written.total).toBe(imported + countedOf())
      }
      const counts = await countsOf(sql, id)
      expect(counts).toMatchObject({
        total: imported + countedOf(),
        standing: standing.size,
        establishments: established ? 1 : 0,
        jobs: established ? 1 : 0,
      })
    }
  }
})
