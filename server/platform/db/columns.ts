import { customType, timestamp } from 'drizzle-orm/pg-core'

/** Raw bytes: hashes, keys and sealed texts. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/** An instant, stored in UTC with milliseconds; what day it is, is decided in Asia/Seoul. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })
