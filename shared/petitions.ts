import { z } from 'zod'
import { petitionLimits, petitionSorts, searchLimit } from './limits.ts'
import { followUpStates } from './follow-up-states.ts'
import { listStages, publicationStates, responseKinds, responseStates, routes } from './states.ts'
import { Day, Instant, Lang, lineText, longText, page } from './wire.ts'

export const PetitionNumber = z.string().regex(/^\d{4}-\d{4,6}$/)

/** A draft as typed: anything may be missing. */
export const PetitionDraft = z.object({
  title: lineText(petitionLimits.title).default(''),
  category: z.string().max(40).default(''),
  problem: longText(petitionLimits.problem).default(''),
  proposal: longText(petitionLimits.proposal).default(''),
  effect: longText(petitionLimits.effect).default(''),
  /** Codes of the dongs it is about; empty for the whole district. */
  dongs: z.array(z.string().max(40)).max(18).default([]),
  displayName: lineText(petitionLimits.displayName).default(''),
})
export type PetitionDraft = z.infer<typeof PetitionDraft>

/** A petition as it is sent. Sending the same `draftId` twice gives the same receipt. */
export const PetitionFiling = z
  .object({
    draftId: z.uuid().optional(),
    title: lineText(petitionLimits.title, 4),
    category: z.string().min(1).max(40),
    problem: longText(petitionLimits.problem, 1),
    proposal: longText(petitionLimits.proposal, 1),
    effect: longText(petitionLimits.effect).default(''),
    dongs: z.array(z.string().max(40)).max(18).default([]),
    /** Shown masked, such as 홍*동. */
    displayName: lineText(petitionLimits.displayName, 1),
  })
  .meta({ id: 'PetitionFiling' })
export type PetitionFiling = z.infer<typeof PetitionFiling>

/** What an author holds in hand: the number, and the day by which publication is decided. */
export const PetitionReceipt = z
  .object({
    number: PetitionNumber,
    receivedAt: Instant,
    reviewDueAt: Instant,
    state: z.enum(publicationStates),
  })
  .meta({ id: 'PetitionReceipt' })
export type PetitionReceipt = z.infer<typeof PetitionReceipt>

/** A place in a text, in UTF-16 units; `to` is not in it. */
export const Range = z.object({ from: z.int(), to: z.int() })
export type Range = z.infer<typeof Range>

export const PetitionSummary = z
  .object({
    number: PetitionNumber,
    title: z.string(),
    /** The first 140 letters of the problem, for lists; in a search, the passage that shows what was found. */
    excerpt: z.string(),
    /** In a search: where title and excerpt show what was searched for. */
    marks: z.object({ title: z.array(Range), excerpt: z.array(Range) }).optional(),
    category: z.string().nullable(),
    dongs: z.array(z.string()),
    state: z.enum(publicationStates),
    total: z.int(),
    threshold: z.int().nullable(),
    established: z.boolean(),
    openedAt: Instant.nullable(),
    closesAt: Instant.nullable(),
    response: z.enum(responseStates),
    responseKind: z.enum(responseKinds).nullable(),
    responseDueAt: Instant.nullable(),
    answeredAt: Instant.nullable(),
    /** The site it was imported from; null where it was filed here. */
    source: z.string().nullable(),
  })
  .meta({ id: 'PetitionSummary' })
export type PetitionSummary = z.infer<typeof PetitionSummary>

export type PetitionSort = (typeof petitionSorts)[number]

export const PetitionQuery = z.object({
  stage: z.enum(listStages).default('collecting'),
  category: z.string().max(40).optional(),
  dong: z.string().max(40).optional(),
  sort: z.enum(petitionSorts).default('newest'),
  /** Words of title and text, initial consonants (ㅈㅊㅈ), or a number. The best hits come first, whatever `sort` says. */
  q: lineText(searchLimit).optional(),
  /** Whether the last syllable of `q` is still being typed: it may then become another one. */
  typing: z.enum(['yes']).optional(),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})
export type PetitionQuery = z.infer<typeof PetitionQuery>

export const PetitionList = page(PetitionSummary).extend({
  /** What was searched for instead of what was typed, where the keyboard stood in the other language. */
  readAs: z.string().optional(),
  /** Where a search with filters finds nothing: how much it finds without them. */
  unfiltered: z.union([z.int(), z.literal('1000+')]).optional(),
})
export type PetitionList = z.infer<typeof PetitionList>

/** A petition like the one that is being written or reviewed. */
export const SimilarPetition = z
  .object({
    number: PetitionNumber,
    title: z.string(),
    state: z.enum(publicationStates),
    total: z.int(),
    threshold: z.int().nullable(),
    closesAt: Instant.nullable(),
    response: z.enum(responseStates),
    responseKind: z.enum(responseKinds).nullable(),
    answeredAt: Instant.nullable(),
    /** How alike the titles are, 0 to 1. */
    likeness: z.number(),
  })
  .meta({ id: 'SimilarPetition' })
export type SimilarPetition = z.infer<typeof SimilarPetition>

/** One line of the history, past. */
export const Move = z.object({ at: Instant, move: z.string(), note: z.string().nullable() })

/** What an answer promises, and how it stands in the ledger; `followUp` is null in a preview. */
export const Commitment = z.object({
  text: z.string(),
  department: z.string(),
  dueAt: Instant,
  followUp: z
    .object({
      number: z.string(),
      state: z.enum(followUpStates),
      settledAt: Instant.nullable(),
      /** The day promised now, where it was put off. */
      dueAt: Instant,
    })
    .nullable()
    .default(null),
})

export const PublicAnswer = z
  .object({
    id: z.int(),
    kind: z.enum(['mayor', 'department']),
    interim: z.boolean(),
    title: z.string(),
    body: z.string(),
    video: z
      .object({
        src: z.string().nullable(),
        link: z.string().nullable(),
        poster: z.string().nullable(),
        captions: z.string().nullable(),
      })
      .nullable(),
    transcript: z.string(),
    department: z.object({ nameKo: z.string(), nameEn: z.string(), phone: z.string() }),
    publishedAt: Instant,
    commitments: z.array(Commitment),
  })
  .meta({ id: 'PublicAnswer' })
export type PublicAnswer = z.infer<typeof PublicAnswer>

/** The whole public petition. `text` is null where its ground or its hiding keeps the words back. */
export const Petition = PetitionSummary.omit({ excerpt: true, marks: true, source: true })
  .extend({
    text: z.object({ problem: z.string(), proposal: z.string(), effect: z.string() }).nullable(),
    author: z.string().nullable(),
    lang: Lang,
    route: z.enum(routes),
    receivedAt: Instant,
    reviewDueAt: Instant.nullable(),
    closedAt: Instant.nullable(),
    hidden: z.object({ at: Instant, reason: z.string(), removed: z.boolean() }).nullable(),
    ground: z
      .object({ nameKo: z.string(), nameEn: z.string(), remedyKo: z.string(), remedyEn: z.string() })
      .nullable(),
    note: z.string().nullable(),
    transferredTo: z.string().nullable(),
    mergedInto: PetitionNumber.nullable(),
    department: z.object({ nameKo: z.string(), nameEn: z.string(), phone: z.string() }).nullable(),
    days: z.object({ mayor: z.int(), department: z.int() }).nullable(),
    /** The site it was imported from, with its number and category there. Its endorsements were counted there. */
    source: z.object({ name: z.string(), number: z.string(), category: z.string() }).nullable(),
    counts: z.object({ imported: z.int(), online: z.int(), paper: z.int() }),
    establishment: z.object({ at: Instant, total: z.int(), threshold: z.int() }).nullable(),
    /** Endorsements that stand, by Seoul day; days without any are left out. */
    byDay: z.array(z.object({ day: Day, count: z.int() })),
    /** By dong of the endorser; null collects who gave none and dongs too small to show. */
    byDong: z.array(z.object({ dong: z.string().nullable(), count: z.int() })),
    /** By how well the endorsers were verified: 0 e-mail, 1 OpenID Connect, 2 CI. */
    byLevel: z.array(z.object({ level: z.int(), count: z.int() })),
    history: z.array(Move),
    extensions: z.array(z.object({ at: Instant, fromDueAt: Instant, toDueAt: Instant, reason: z.string() })),
    answers: z.array(PublicAnswer),
  })
  .meta({ id: 'Petition' })
export type Petition = z.infer<typeof Petition>

/** The answer to endorsing and to withdrawing: `total` already counts it. */
export const EndorsementReply = z
  .object({ endorsed: z.boolean(), total: z.int(), established: z.boolean(), ordinal: z.int().nullable() })
  .meta({ id: 'EndorsementReply' })
export type EndorsementReply = z.infer<typeof EndorsementReply>

/** What someone wants to hear about a petition, by e-mail. */
export const Subscription = z.object({
  onAnswer: z.boolean(),
  onEstablished: z.boolean(),
  onCommitment: z.boolean(),
})
export type Subscription = z.infer<typeof Subscription>
