import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { personKeyOf } from '../../server/accounts/accounts.actions.ts'
import { consents, identities, officers, persons, sessions } from '../../server/accounts/accounts.tables.ts'
import type { Deps } from '../../server/platform/deps.ts'
import { sha256 } from '../../server/platform/secrets.ts'
import { departments } from '../../server/settings/settings.tables.ts'
import type { Belonging, Role } from '../../shared/accounts.ts'

export type AboutResident = {
  /** Null: a person who signed in and has not said yet where they belong. */
  belonging?: Belonging | null
  dong?: string | null
  level?: 0 | 1 | 2
  email?: string
  displayName?: string
}

/** `cookie` is the value of a `Cookie` header. */
export type SignedInResident = { cookie: string; personId: number; email: string }
export type SignedInOfficer = { cookie: string; officerId: number; email: string }

const hour = 3_600_000

/** A resident with a verified e-mail, both needed consents and a session: someone living in 여의동 unless told. */
export async function signInResident(deps: Deps, about: AboutResident = {}): Promise<SignedInResident> {
  const { belonging = 'lives', level = 0, displayName = null } = about
  const here = belonging !== null && belonging !== 'elsewhere'
  const { dong = here ? 'yeoui' : null, email = `${randomBytes(6).toString('hex')}@residents.example` } =
    about
  const at = deps.machineNow()
  const personId = await deps.db.transaction(async (tx) => {
    const told = { belonging, dong, displayName, lang: 'ko', overFourteenAt: belonging && at } as const
    const [person] = await tx
      .insert(persons)
      .values({ ...told, personKey: randomBytes(32), createdAt: at })
      .returning({ id: persons.id })
    const { id } = person!
    await tx
      .update(persons)
      .set({ personKey: personKeyOf(deps.secrets, id) })
      .where(eq(persons.id, id))
    await tx.insert(identities).values({
      personId: id,
      kind: 'email',
      keyHash: deps.secrets.hash('identity email', email),
      sealedAddress: deps.secrets.seal(email),
      level,
      verifiedAt: at,
    })
    const given = { personId: id, textVersion: '2026-11', givenAt: at }
    if (belonging)
      await tx.insert(consents).values([
        { ...given, kind: 'identity' },
        { ...given, kind: 'sensitive' },
      ])
    return id
  })
  return { cookie: await startSession(deps, { personId }), personId, email }
}

/** An officer with a session, whose password was confirmed just now. A department's officer belongs to the first one unless told. */
export async function signInOfficer(
  deps: Deps,
  role: Role,
  about: { department?: string; name?: string } = {},
): Promise<SignedInOfficer> {
  const email = `${role}-${randomBytes(6).toString('hex')}@office.example`
  const wanted = about.department ? eq(departments.code, about.department) : undefined
  const [department] =
    role === 'department' || wanted
      ? await deps.db.select().from(departments).where(wanted).orderBy(departments.id).limit(1)
      : []
  const [officer] = await deps.db
    .insert(officers)
    .values({
      email,
      name: about.name ?? '김담당',
      role,
      departmentId: department?.id ?? null,
      passwordHash: 'nobody signs in with this',
      sealedTotp: deps.secrets.seal('nobody signs in with this'),
      createdAt: deps.machineNow(),
    })
    .returning({ id: officers.id })
  const officerId = officer!.id
  return { cookie: await startSession(deps, { officerId }), officerId, email }
}

async function startSession(
  deps: Deps,
  owner: { personId: number } | { officerId: number },
): Promise<string> {
  const id = randomBytes(25).toString('hex')
  const at = deps.machineNow()
  await deps.db.insert(sessions).values({
    ...owner,
    idHash: sha256(id),
    device: 'test',
    createdAt: at,
    lastSeenAt: at,
    expiresAt: new Date(at.getTime() + 24 * hour),
    ...('officerId' in owner && { recheckedUntil: new Date(at.getTime() + hour) }),
  })
  const name = deps.config.publicUrl.startsWith('https:') ? '__Host-sid' : 'sid'
  return `${name}=${id}`
}
