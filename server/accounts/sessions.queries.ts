import { and, desc, eq, gt, lt, ne, sql } from 'drizzle-orm'
import type { Role } from '../../shared/accounts.ts'
import type { Db } from '../platform/db/database.ts'
import { sessions } from './accounts.tables.ts'

export type Owner = { personId: number } | { officerId: number }

/** A session with what is known of who holds it. */
export type HeldSession = {
  idHash: Buffer
  expiresAt: Date
  lastSeenAt: Date
} & (
  | {
      personId: number
      personKey: Buffer
      level: number
      belonging: 'lives' | 'works' | 'studies' | 'elsewhere' | null
      dong: string | null
      displayName: string | null
    }
  | {
      officerId: number
      name: string
      role: Role
      departmentId: number | null
      department: { nameKo: string; nameEn: string } | null
      recheckedUntil: Date | null
    }
)

type Row = {
  idHash: Buffer
  expiresAt: string
  lastSeenAt: string
  recheckedUntil: string | null
  personId: string | null
  personKey: Buffer
  level: number
  belonging: 'lives' | 'works' | 'studies' | 'elsewhere' | null
  dong: string | null
  displayName: string | null
  officerId: string | null
  name: string
  role: Role
  departmentId: string | null
  nameKo: string | null
  nameEn: string | null
}

/** Sessions by the hashes of their ids; those of closed accounts and of officers out of service are left out. */
export async function sessionsByHash(db: Db, hashes: Buffer[]): Promise<HeldSession[]> {
  const wanted = sql.join(
    hashes.map((hash) => sql`${hash}::bytea`),
    sql`, `,
  )
  const rows = await db.execute<Row>(sql`
    select s.id_hash as "idHash", s.expires_at as "expiresAt", s.last_seen_at as "lastSeenAt",
      s.rechecked_until as "recheckedUntil", p.id as "personId", p.person_key as "personKey", p.belonging, p.dong,
      p.display_name as "displayName",
      coalesce((select max(level) from identities i where i.person_id = p.id and i.unlinked_at is null), 0) as level,
      o.id as "officerId", o.name, o.role, o.department_id as "departmentId", d.name_ko as "nameKo", d.name_en as "nameEn"
    from sessions s
    left join persons p on p.id = s.person_id and p.closed_at is null
    left join officers o on o.id = s.officer_id and o.disabled_at is null
    left join departments d on d.id = o.department_id
    where s.id_hash in (${wanted}) and (p.id is not null or o.id is not null)`)
  return rows.map((row) => {
    const { idHash } = row
    const [expiresAt, lastSeenAt] = [new Date(row.expiresAt), new Date(row.lastSeenAt)]
    if (row.personId !== null) {
      const { personKey, level, belonging, dong, displayName } = row
      const personId = Number(row.personId)
      return { idHash, expiresAt, lastSeenAt, personId, personKey, level, belonging, dong, displayName }
    }
    const { name, role, nameKo, nameEn } = row
    return {
      idHash,
      expiresAt,
      lastSeenAt,
      officerId: Number(row.officerId),
      name,
      role,
      departmentId: row.departmentId === null ? null : Number(row.departmentId),
      department: nameKo === null ? null : { nameKo, nameEn: nameEn ?? nameKo },
      recheckedUntil: row.recheckedUntil === null ? null : new Date(row.recheckedUntil),
    }
  })
}

export async function addSession(db: Db, row: typeof sessions.$inferInsert) {
  await db.insert(sessions).values(row)
}

/** Notes that a session was used, and until when it lives from now on; nothing where it has ended meanwhile. */
export async function touchSession(db: Db, idHash: Buffer, lastSeenAt: Date, expiresAt: Date) {
  await db.update(sessions).set({ lastSeenAt, expiresAt }).where(eq(sessions.idHash, idHash))
}

const heldBy = (owner: Owner) =>
  'personId' in owner ? eq(sessions.personId, owner.personId) : eq(sessions.officerId, owner.officerId)

/** False when this owner has no such session. */
export async function deleteSession(db: Db, idHash: Buffer, owner?: Owner): Promise<boolean> {
  const where = and(eq(sessions.idHash, idHash), owner && heldBy(owner))
  return (await db.delete(sessions).where(where).returning({ idHash: sessions.idHash })).length === 1
}

/** How many were ended. */
export async function deleteSessionsOf(db: Db, owner: Owner, except?: Buffer): Promise<number> {
  const where = and(heldBy(owner), except && ne(sessions.idHash, except))
  return (await db.delete(sessions).where(where).returning({ idHash: sessions.idHash })).length
}

export const sessionsOf = (db: Db, owner: Owner, at: Date) =>
  db
    .select({
      idHash: sessions.idHash,
      device: sessions.device,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .where(and(heldBy(owner), gt(sessions.expiresAt, at)))
    .orderBy(desc(sessions.lastSeenAt))
    .limit(100)

export async function deleteSessionsExpiredBy(db: Db, at: Date) {
  await db.delete(sessions).where(lt(sessions.expiresAt, at))
}

/** All devices of an account that was merged stay signed in, to the account it became. */
export async function moveSessions(tx: Db, fromPersonId: number, toPersonId: number) {
  await tx.update(sessions).set({ personId: toPersonId }).where(eq(sessions.personId, fromPersonId))
}
