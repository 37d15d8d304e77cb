import { type PetitionProps, type PetitionTotal, withheldTitle } from '../../../shared/petition-pages.ts'
import type { Petition, PublicAnswer } from '../../../shared/petitions.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Lang } from '../../../shared/wire.ts'
import { type CardBrief, followUpsOf } from '../../followups/follow-ups.queries.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Holidays } from '../../settings/clock.rules.ts'
import { allDongs, holidayDays } from '../../settings/settings.queries.ts'
import type { Charts } from './charts.rules.ts'
import { urlOf } from '../endorsing/endorsed.ts'
import { endorsable } from '../endorsing/endorsing.rules.ts'
import { departmentDueAfter } from '../milestones/milestones.rules.ts'
import {
  extensionsOf,
  movesOf,
  type PageRow,
  petitionForPage,
  promisesOf,
  publishedAnswers,
  totalForPage,
} from './page.queries.ts'
import { isPublic } from '../petitions.rules.ts'

type ReadCharts = (petitionId: number, total: number) => Promise<Charts>

const decided = new Set<string>(['rejected', 'transferred', 'merged'])
const nothingCounted: Charts = { byDay: [], byDong: [], byLevel: [] }
const instantOf = (at: Date | null) => at?.toISOString() ?? null

/**
 * Everything on the public page of a petition; words that are kept back are not in it.
 * @throws Refusal `not-found` before it is public
 */
export async function petitionProps(
  deps: Deps,
  charts: ReadCharts,
  number: string,
  lang: Lang,
): Promise<PetitionProps> {
  const { db, now } = deps
  const [row, dongs, holidays] = await Promise.all([
    petitionForPage(db, number),
    allDongs(db),
    holidayDays(db),
  ])
  if (!row || !isPublic(row.petition.state)) throw new Refusal('not-found')
  const { petition } = row
  const withheld = withheldBy(row)
  const hidden = withheld === 'hidden'
  const [history, extended, given, promised, counted] = await Promise.all([
    hidden ? [] : movesOf(db, petition.id),
    hidden ? [] : extensionsOf(db, petition.id),
    hidden ? [] : publishedAnswers(db, petition.id),
    hidden ? [] : promisesOf(db, petition.id),
    petition.openedAt && !hidden && petition.sourceId === null
      ? charts(petition.id, row.counts?.total ?? 0)
      : nothingCounted,
  ])
  const cards = await followUpsOf(
    db,
    'commitment',
    promised.map(({ id }) => id),
  )
  const at = now()
  return {
    petition: {
      ...petitionOf(row, withheld, lang),
      ...counted,
      history: history.map(({ at: when, move, note }) => ({
        at: when.toISOString(),
        move,
        note: withheld === 'author' ? null : note,
      })),
      extensions: extended.map((one) => ({
        at: one.at.toISOString(),
        fromDueAt: one.fromDueAt.toISOString(),
        toDueAt: one.toDueAt.toISOString(),
        reason: one.reason,
      })),
      answers: given.map((one) => answerOf(one, promised, cards, lang)),
    },
    withheld,
    collecting: endorsable(petition, at) === 'yes',
    category: row.category?.nameKo ? row.category : null,
    dongs,
    first: firstOf(row, lang),
    departmentDueAt: departmentDue(row, holidays),
    url: urlOf(deps, number),
    now: at.toISOString(),
  }
}

/** Why the words are kept back. What its author took back before it was public was never read by anyone. */
function withheldBy({ petition, ground }: PageRow): PetitionProps['withheld'] {
  if (petition.hiddenAt) return 'hidden'
  if (petition.state === 'rejected' && ground && !ground.textPublic) return 'ground'
  return petition.state === 'withdrawn' && !petition.openedAt ? 'author' : null
}

function firstOf({ first, firstTextPublic }: PageRow, lang: Lang): PetitionProps['first'] {
  if (!first?.number) return null
  const open = !first.hiddenAt && firstTextPublic !== false
  return { number: first.number, title: open ? first.title : withheldTitle[lang] }
}

const departmentDue = ({ petition: { closesAt, departmentDays } }: PageRow, holidays: Holidays) =>
  closesAt && departmentDays ? departmentDueAfter(closesAt, departmentDays, holidays).toISOString() : null

function petitionOf(
  { petition, counts, establishment, ground, department, first, source }: PageRow,
  withheld: PetitionProps['withheld'],
  lang: Lang,
): Omit<Petition, 'byDay' | 'byDong' | 'byLevel' | 'history' | 'extensions' | 'answers'> {
  const { hiddenAt, hiddenReason, removed, mayorDays, departmentDays } = petition
  return {
    number: petition.number!,
    title: withheld ? withheldTitle[lang] : petition.title,
    text: withheld
      ? null
      : { problem: petition.problem, proposal: petition.proposal, effect: petition.effect },
    author: withheld ? null : petition.authorShown,
    category: withheld === 'hidden' ? null : petition.categoryCode,
    dongs: withheld === 'hidden' ? [] : petition.dongCodes,
    lang: petition.lang,
    route: petition.route,
    state: petition.state,
    total: counts?.total ?? 0,
    threshold: petition.threshold,
    established: establishment !== null,
    receivedAt: (petition.receivedAt ?? petition.createdAt).toISOString(),
    reviewDueAt: instantOf(petition.reviewDueAt),
    openedAt: instantOf(petition.openedAt),
    closesAt: instantOf(petition.closesAt),
    closedAt: instantOf(petition.closedAt),
    response: petition.response,
    responseKind: petition.responseKind,
    responseDueAt: instantOf(petition.responseDueAt),
    answeredAt: instantOf(petition.answeredAt),
    hidden: hiddenAt && { at: hiddenAt.toISOString(), reason: hiddenReason ?? '', removed },
    ground:
      petition.state === 'rejected' && ground
        ? {
            nameKo: ground.nameKo,
            nameEn: ground.nameEn,
            remedyKo: ground.remedyKo,
            remedyEn: ground.remedyEn,
          }
        : null,
    // What was asked of the author before is between the office and them.
    note: withheld === 'hidden' || !decided.has(petition.state) ? null : petition.decisionNote,
    transferredTo: petition.transferredTo,
    mergedInto: first?.number ?? null,
    department: department?.nameKo ? department : null,
    days: mayorDays && departmentDays ? { mayor: mayorDays, department: departmentDays } : null,
    source:
      source === null
        ? null
        : { name: source, number: petition.sourceNumber!, category: petition.sourceCategory ?? '' },
    counts: {
      imported: counts?.imported ?? 0,
      online: counts?.online ?? 0,
      paper: counts?.paper ?? 0,
    },
    establishment: establishment && {
      at: establishment.at.toISOString(),
      total: establishment.total,
      threshold: establishment.threshold,
    },
  }
}

type Given = Awaited<ReturnType<typeof publishedAnswers>>[number]
type Promised = Awaited<ReturnType<typeof promisesOf>>

const fileUrl = (id: string | null) => (id === null ? null : `/files/${id}`)

const answerOf = (
  { answer, department }: Given,
  promised: Promised,
  cards: Map<number, CardBrief>,
  lang: Lang,
): PublicAnswer => ({
  id: answer.id,
  kind: answer.kind,
  interim: answer.interim,
  title: answer.title,
  body: answer.body,
  video:
    answer.videoFile === null && answer.videoLink === null
      ? null
      : {
          src: fileUrl(answer.videoFile),
          link: answer.videoLink,
          poster: fileUrl(answer.posterFile),
          captions: fileUrl(answer.captionsFile),
        },
  transcript: answer.transcript,
  department,
  publishedAt: (answer.publishedAt ?? answer.updatedAt).toISOString(),
  commitments: promised
    .filter(({ answerId }) => answerId === answer.id)
    .map(({ id, text, nameKo, nameEn, dueAt }) => ({
      text,
      department: lang === 'ko' ? nameKo : nameEn,
      dueAt: dueAt.toISOString(),
      followUp: followUpOf(cards.get(id)),
    })),
})

const followUpOf = (card: CardBrief | undefined) =>
  card
    ? {
        number: card.number,
        state: card.state,
        settledAt: instantOf(card.settledAt),
        dueAt: card.dueAt.toISOString(),
      }
    : null

/** The living number. @throws Refusal `not-found` where there is nothing to count; `gone` where it was removed */
export async function petitionTotal(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  number: string,
): Promise<PetitionTotal> {
  const row = await totalForPage(db, number)
  if (!row || !isPublic(row.state)) throw new Refusal('not-found')
  if (row.removed) throw new Refusal('gone')
  return {
    total: row.total ?? 0,
    established: row.establishedAt !== null,
    collecting: endorsable(row, now()) === 'yes',
  }
}
