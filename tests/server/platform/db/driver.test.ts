import { expect, test } from 'vitest'
import { openDatabase } from '../../../../server/platform/db/database.ts'
import { isInDoubt } from '../../../../server/platform/db/faults.ts'
import { openSingle } from '../../../../server/platform/db/connect.ts'
import { freshDatabase } from '../../../support/database.ts'
import { atEndOfFile } from '../../../support/lifetime.ts'

const { ownerUrl, secret } = await freshDatabase()
const { sql, close } = await openDatabase({ ownerUrl, secret, log: () => {}, max: 2 })
atEndOfFile(close)

test('a transaction whose line is cut between two statements fails alone, and the pool goes on', async () => {
  const owner = openSingle(ownerUrl, 'sotong tests')
  for (let round = 0; round < 5; round += 1) {
    const left: Promise<unknown>[] = []
    const outcome = sql.begin(async (tx) => {
      const [row] = await tx`select pg_backend_pid() as pid`
      await owner`select pg_terminate_backend(${row!.pid as number})`
      await new Promise((later) => setTimeout(later, 50))
      // The driver would send it to a line that is gone, or run it on the next one outside of a transaction.
      const late = tx`create table late_${tx.unsafe(String(round))} as select ${'x'.repeat(round * 400)}::text as said`
      left.push(late.catch((error: unknown) => error))
      return late
    })
    const error = await outcome.then(
      () => null,
      (cause: unknown) => cause,
    )
    expect(isInDoubt(error)).toBe(true)
    const all = await Promise.all(Array.from({ length: 8 }, (_, i) => sql`select ${i}::int as said`))
    await new Promise((later) => setTimeout(later, 100))
    for (const late of left) expect(isInDoubt(await late)).toBe(true)
    const more = await Promise.all(Array.from({ length: 8 }, (_, i) => sql`select ${i}::int as said`))
    expect(more).toHaveLength(8)
    expect(await owner`select from pg_tables where tablename like 'late%'`).toHaveLength(0)
    expect(all.map(([row]) => row!.said)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  }
  await owner.end()
})
