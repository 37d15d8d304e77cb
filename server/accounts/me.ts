import { maskEmail } from '../../shared/masking.ts'
import type { Me } from '../../shared/accounts.ts'
import { doneWords, type MeProps } from '../../shared/me.ts'
import { draftsOf, endorsementsOf, petitionsOf } from '../petitions/filing/mine.queries.ts'
import type { Lang } from '../../shared/wire.ts'
import type { Deps } from '../platform/deps.ts'
import { townHallsOf } from '../townhalls/public.ts'
import { allDongs } from '../settings/settings.queries.ts'
import { addressOf } from './accounts.actions.ts'
import { consentsOf, identitiesOf, personById } from './accounts.queries.ts'
import { officerById } from './officers.queries.ts'
import type { Officer, Resident } from './permissions.rules.ts'

const iso = (at: Date | null) => at?.toISOString() ?? null

/** Everything on one's own page. */
export async function mePropsOf(deps: Deps, who: Resident, lang: Lang, done: unknown): Promise<MeProps> {
  const { db, config, secrets } = deps
  const { personId } = who
  const person = await personById(db, personId)
  const dongs = await allDongs(db)
  const nameOf = (id: string | null) => config.oidcProviders.find((one) => one.id === id)?.name ?? id ?? ''
  return {
    profile: {
      belonging: who.belonging,
      dong: dongs.find((dong) => dong.code === who.dong) ?? null,
      displayName: who.displayName,
      lang: person?.lang ?? 'ko',
    },
    level: who.level,
    identities: (await identitiesOf(db, personId)).map((identity) => ({
      id: identity.id,
      kind: identity.kind,
      shown: identity.sealedAddress
        ? maskEmail(secrets.unseal(identity.sealedAddress))
        : nameOf(identity.provider),
      level: identity.level,
      verifiedAt: identity.verifiedAt.toISOString(),
    })),
    consents: (await consentsOf(db, personId)).map(({ kind, textVersion, givenAt }) => ({
      kind,
      textVersion,
      givenAt: givenAt.toISOString(),
    })),
    petitions: (await petitionsOf(db, personId)).map(({ hiddenAt, ...petition }) => ({
      ...petition,
      hidden: hiddenAt !== null,
      total: petition.total ?? 0,
      receivedAt: iso(petition.receivedAt) ?? deps.now().toISOString(),
      reviewDueAt: iso(petition.reviewDueAt),
      supplementDueAt: iso(petition.supplementDueAt),
      closesAt: iso(petition.closesAt),
      responseDueAt: iso(petition.responseDueAt),
    })),
    drafts: (await draftsOf(db, personId)).map((draft) => ({
      ...draft,
      updatedAt: draft.updatedAt.toISOString(),
    })),
    endorsements: (await endorsementsOf(db, who.personKey)).map(({ withdrawnAt, ...endorsement }) => ({
      ...endorsement,
      standing: withdrawnAt === null,
      endorsedAt: endorsement.endorsedAt.toISOString(),
      closesAt: iso(endorsement.closesAt),
      responseDueAt: iso(endorsement.responseDueAt),
    })),
    townHalls: await townHallsOf(deps, personId, lang),
    providers: providersOf(deps),
    done: doneWords.find((word) => word === done) ?? null,
    now: deps.now().toISOString(),
  }
}

export const providersOf = ({ config }: Pick<Deps, 'config'>) =>
  config.oidcProviders.map(({ id, name }) => ({ id, name }))

/** Who is signed in, for programs. */
export async function meOf(deps: Deps, who: Omit<Resident, 'sessionHash'> | Officer): Promise<Me> {
  if (who.kind === 'officer') {
    const email = (await officerById(deps.db, who.officerId))?.email ?? null
    const { kind, name, role } = who
    return { kind, name, email, role, profile: null, level: 0, petitions: [], endorsements: [] }
  }
  const { belonging, dong, displayName, level } = who
  const petitions = await petitionsOf(deps.db, who.personId)
  const endorsements = await endorsementsOf(deps.db, who.personKey)
  return {
    kind: 'resident',
    name: displayName,
    email: (await addressOf(deps, deps.db, who.personId))?.email ?? null,
    role: null,
    profile: belonging && { belonging, dong, displayName },
    level,
    petitions: petitions.map(({ number, title, state, receivedAt }) => ({
      number,
      title,
      state,
      receivedAt: (receivedAt ?? deps.now()).toISOString(),
    })),
    endorsements: endorsements.map(({ number, title, endorsedAt, withdrawnAt }) => ({
      number,
      title,
      endorsedAt: endorsedAt.toISOString(),
      standing: withdrawnAt === null,
    })),
  }
}
