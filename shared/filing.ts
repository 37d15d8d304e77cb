import { z } from 'zod'
import { wholeDistrict, deskRoutes } from './limits.ts'
import { Email } from './accounts.ts'
import { FormState } from './forms.ts'
import { Move, PetitionDraft, PetitionFiling, PetitionNumber, SimilarPetition } from './petitions.ts'
import { Category, Dong, PetitionTerms, RejectionGround } from './settings.ts'
import { publicationStates, routes } from './states.ts'
import { Instant, Lang } from './wire.ts'

/** Most petitions of one person a day of Seoul, and most drafts that wait. */
export const filingLimits = { aDay: 5, drafts: 20 }

export const DraftId = z.uuid()

/** Checkboxes as a form sends them: nothing, one value or several. One must be ticked; the whole district wins. */
const Places = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((value) => [value].flat())
  .pipe(z.array(z.string().max(40)).min(1).max(30))
  .transform((values) => (values.includes(wholeDistrict) ? [] : values))

/** A petition as its form sends it. */
export const FilingForm = PetitionFiling.omit({ draftId: true }).extend({ dongs: Places })

/** The same before it is whole; in a draft the box of the whole district is kept as it was ticked. */
export const DraftForm = PetitionDraft.extend({
  dongs: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((value) => [value].flat())
    .transform((values) => (values.includes(wholeDistrict) ? [wholeDistrict] : values))
    .pipe(z.array(z.string().max(40)).max(18)),
})

/** What is kept while someone writes. `version` is that of the text it was written on; null where there was none. */
export const DraftSave = PetitionDraft.extend({ version: z.string().max(40).nullable().default(null) }).meta({
  id: 'DraftSave',
})
export const DraftSaved = z.object({ version: z.string(), savedAt: Instant }).meta({ id: 'DraftSaved' })
/** A draft as it was kept: what was read once is not read again. */
const DraftText = z.object({
  title: z.string(),
  category: z.string(),
  problem: z.string(),
  proposal: z.string(),
  effect: z.string(),
  dongs: z.array(z.string()),
  displayName: z.string(),
})
export const KeptDraft = DraftSaved.extend({ draftId: DraftId, text: DraftText }).meta({ id: 'KeptDraft' })
export type KeptDraft = z.infer<typeof KeptDraft>

export const SimilarQuery = z.object({ title: z.string().max(400) })
export const SimilarList = z.object({ items: z.array(SimilarPetition) }).meta({ id: 'SimilarList' })

/** Props of the first step, the same for everyone. */
export const FilingStartProps = z.object({ terms: PetitionTerms })
export type FilingStartProps = z.infer<typeof FilingStartProps>

/** Props of the second step. */
export const FilingWriteProps = z.object({
  draftId: DraftId,
  signedIn: z.boolean(),
  /** Signed in and from outside the district: may write and keep, not send. */
  elsewhere: z.boolean(),
  form: FormState,
  version: z.string().nullable(),
  savedAt: Instant.nullable(),
  /** What stands in the draft now, where it changed since this page was opened. */
  other: PetitionDraft.nullable(),
  categories: z.array(Category),
  dongs: z.array(Dong),
})
export type FilingWriteProps = z.infer<typeof FilingWriteProps>

/** Props of the third step: a visitor says who they are (`email`, `code`) before they send. */
export const FilingLookProps = z.object({
  draftId: DraftId,
  step: z.enum(['email', 'code', 'send']),
  text: PetitionFiling.omit({ draftId: true }),
  version: z.string().nullable(),
  /** The name as it will appear. */
  shown: z.string(),
  similar: z.array(SimilarPetition),
  form: FormState,
  sent: z.object({ secondsUntilNext: z.int(), minutesValid: z.int() }).nullable(),
  /** Whether belonging and consents are still to be given. */
  newcomer: z.boolean(),
  elsewhere: z.boolean(),
  categories: z.array(Category),
  dongs: z.array(Dong),
  reviewDueAt: Instant,
  now: Instant,
})
export type FilingLookProps = z.infer<typeof FilingLookProps>

export const FilingDraftsProps = z.object({
  drafts: z.array(z.object({ draftId: DraftId, title: z.string(), savedAt: Instant })),
})
export type FilingDraftsProps = z.infer<typeof FilingDraftsProps>

/** What someone holds in hand after filing, at home or at the counter. */
export const FilingReceiptProps = z.object({
  number: PetitionNumber,
  draftId: DraftId,
  title: z.string(),
  state: z.enum(publicationStates),
  route: z.enum(routes),
  receivedAt: Instant,
  reviewDueAt: Instant,
  shown: z.string().nullable(),
  /** Masked; null where there is no address to write to. */
  email: z.string().nullable(),
  terms: PetitionTerms,
  now: Instant,
})
export type FilingReceiptProps = z.infer<typeof FilingReceiptProps>

/** What authors see of their own petition, also before anyone else does. */
export const FilingMineProps = z.object({
  number: PetitionNumber,
  text: PetitionFiling.pick({ title: true, problem: true, proposal: true, effect: true }),
  category: Category.nullable(),
  dongs: z.array(Dong),
  shown: z.string().nullable(),
  state: z.enum(publicationStates),
  established: z.boolean(),
  hidden: z.boolean(),
  receivedAt: Instant,
  reviewDueAt: Instant.nullable(),
  supplementDueAt: Instant.nullable(),
  closesAt: Instant.nullable(),
  responseDueAt: Instant.nullable(),
  answered: z.boolean(),
  total: z.int(),
  /** What the deciding officer wrote. */
  note: z.string().nullable(),
  ground: RejectionGround.nullable(),
  transferredTo: z.string().nullable(),
  mergedInto: PetitionNumber.nullable(),
  history: z.array(Move),
  /** Whether others can read it. */
  published: z.boolean(),
  may: z.object({ resubmit: z.boolean(), withdraw: z.boolean(), takeNameOff: z.boolean() }),
  now: Instant,
})
export type FilingMineProps = z.infer<typeof FilingMineProps>

/** The page that asks once before an act of the author that cannot be undone. */
export const FilingAskProps = FilingMineProps.pick({ number: true, total: true }).extend({
  act: z.enum(['withdraw', 'takeNameOff']),
  title: z.string(),
})
export type FilingAskProps = z.infer<typeof FilingAskProps>

/** A petition with what was asked for. `version` is that of the text it was written on. */
export const SupplementForm = PetitionFiling.pick({
  title: true,
  category: true,
  problem: true,
  proposal: true,
  effect: true,
}).extend({ dongs: Places, version: z.string().max(40).default('') })

export const FilingSupplementProps = z.object({
  number: PetitionNumber,
  note: z.string().nullable(),
  supplementDueAt: Instant.nullable(),
  version: z.string(),
  form: FormState,
  categories: z.array(Category),
  dongs: z.array(Dong),
  now: Instant,
})
export type FilingSupplementProps = z.infer<typeof FilingSupplementProps>

/** Korean or foreign, with or without dashes. */
export const Phone = z
  .string()
  .trim()
  .max(30)
  .regex(/^\+?[\d][\d\s-]{6,}$/)

const nothing = z.literal('').transform(() => null)

/** A petition that an officer files for someone who came, called or wrote. */
export const DeskFiling = PetitionFiling.extend({
  route: z.enum(deskRoutes),
  lang: Lang.default('ko'),
  phone: z.union([nothing, Phone]).nullable().default(null),
  email: z.union([nothing, Email]).nullable().default(null),
  /** Agreed, on paper or aloud, that the text is published and the name shown masked. */
  consented: z.boolean(),
  receivedAt: Instant,
}).meta({ id: 'DeskFiling' })
export type DeskFiling = z.infer<typeof DeskFiling>

/** The same as the form of the desk sends it; `received` is a time of Seoul such as `2026-11-24T10:30`. */
export const DeskFilingForm = DeskFiling.omit({ receivedAt: true }).extend({
  draftId: DraftId,
  dongs: Places,
  consented: z
    .string()
    .max(10)
    .optional()
    .transform((value) => value !== undefined && value !== ''),
  received: z
    .string()
    .min(1)
    .pipe(z.iso.datetime({ local: true }))
    .transform((local) => new Date(`${local.slice(0, 16)}:00+09:00`).toISOString()),
})

export const FilingDeskProps = z.object({
  draftId: DraftId,
  form: FormState,
  categories: z.array(Category),
  dongs: z.array(Dong),
  /** The present minute in Seoul, as an input takes it. */
  latest: z.string(),
})
export type FilingDeskProps = z.infer<typeof FilingDeskProps>

/** What is sealed of someone for whom an officer filed; of a draft, the name as typed. */
export const SealedContact = z.object({
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
})
export type SealedContact = z.infer<typeof SealedContact>
