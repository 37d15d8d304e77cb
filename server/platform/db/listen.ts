import { keepOpen, type Kept } from './connect.ts'

/**
 * Hears what is said on a channel by `pg_notify`, on one connection of its own that is opened again after a loss.
 * @param missed runs at the start and after each loss: what was said meanwhile was not heard
 */
export const hear = (
  url: string,
  channel: string,
  heard: (payload: string) => void,
  missed: () => void,
): Promise<Kept> =>
  keepOpen(
    url,
    `sotong ${channel}`,
    async (sql) => {
      await sql`listen ${sql(channel)}`
      missed()
    },
    undefined,
    (_channel, payload) => heard(payload),
  )
