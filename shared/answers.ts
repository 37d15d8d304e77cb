import { z } from 'zod'
import { answerLimits } from './limits.ts'
import { FormState } from './forms.ts'
import { PetitionNumber, PublicAnswer } from './petitions.ts'
import { Department } from './settings.ts'
import { answerStates, publicationStates, responseKinds, responseStates } from './states.ts'
import { Day, Instant, lineText, longText } from './wire.ts'

/** Most bytes of a file that is not the video; the video's limit is a setting. */
export const fileLimits = { captions: 1024 * 1024, poster: 5 * 1024 * 1024 }

/** What an uploaded file is for. */
export const fileUses = ['video', 'captions', 'poster'] as const
export type FileUse = (typeof fileUses)[number]

export const UploadedFile = z
  .object({ id: z.uuid(), name: z.string(), mediaType: z.string(), size: z.int() })
  .meta({ id: 'UploadedFile' })
export type UploadedFile = z.infer<typeof UploadedFile>

const fileId = z.uuid().nullable().default(null)

export const PromisedForm = z.object({
  text: lineText(answerLimits.commitment, 1),
  /** A department's id. */
  department: z.coerce.number().int().positive(),
  day: Day,
})
export type PromisedForm = z.infer<typeof PromisedForm>

/** An answer while it is written: texts may still be missing. What must be there is asked when it is submitted. */
export const AnswerDraft = z
  .object({
    interim: z.boolean().default(false),
    title: lineText(answerLimits.title).default(''),
    body: longText(answerLimits.body).default(''),
    transcript: longText(answerLimits.transcript).default(''),
    videoFile: fileId,
    videoLink: lineText(answerLimits.link)
      .nullable()
      .default(null)
      .transform((link) => link || null),
    captionsFile: fileId,
    posterFile: fileId,
    commitments: z.array(PromisedForm).max(answerLimits.commitments).default([]),
  })
  .meta({ id: 'AnswerDraft' })
export type AnswerDraft = z.infer<typeof AnswerDraft>

const version = z.coerce.number().int().positive()

/** A change of a draft, made on the version that was read. Whether it is interim stays. */
export const AnswerChange = AnswerDraft.omit({ interim: true })
  .extend({ version })
  .meta({ id: 'AnswerChange' })

/** What is done with one version of an answer. */
export const AnswerVersion = z.object({ version }).meta({ id: 'AnswerVersion' })
export const AnswerReturn = AnswerVersion.extend({ reason: longText(answerLimits.reason, 1) }).meta({
  id: 'AnswerReturn',
})

/** The answer to every change of an answer. */
export const AnswerReply = z
  .object({ id: z.int(), version: z.int(), state: z.enum(answerStates) })
  .meta({ id: 'AnswerReply' })
export type AnswerReply = z.infer<typeof AnswerReply>

/** A commitment as it is kept. */
const Promised = z.object({ text: z.string(), department: z.int(), day: Day })

/** An answer as the desk sees it, published or not. */
export const DeskAnswer = z
  .object({
    id: z.int(),
    kind: z.enum(['mayor', 'department']),
    interim: z.boolean(),
    state: z.enum(answerStates),
    version: z.int(),
    title: z.string(),
    body: z.string(),
    transcript: z.string(),
    video: UploadedFile.nullable(),
    videoLink: z.string().nullable(),
    captions: UploadedFile.nullable(),
    poster: UploadedFile.nullable(),
    commitments: z.array(Promised),
    department: z.object({ nameKo: z.string(), nameEn: z.string() }),
    draftedBy: z.string(),
    approvedBy: z.string().nullable(),
    returnedReason: z.string().nullable(),
    updatedAt: Instant,
    publishedAt: Instant.nullable(),
  })
  .meta({ id: 'DeskAnswer' })
export type DeskAnswer = z.infer<typeof DeskAnswer>

export const DeskAnswers = z.object({
  items: z.array(DeskAnswer),
  next: z.null(),
  total: z.int(),
})

/** What the desk's page of answers says of the petition. */
export const AnsweredPetition = z.object({
  number: PetitionNumber,
  title: z.string(),
  problem: z.string(),
  proposal: z.string(),
  effect: z.string(),
  state: z.enum(publicationStates),
  response: z.enum(responseStates),
  responseKind: z.enum(responseKinds).nullable(),
  responseDueAt: Instant.nullable(),
  hidden: z.boolean(),
  total: z.int(),
  /** Who answers as things stand: the mayor once it is established. */
  kind: z.enum(['mayor', 'department']),
  department: z.object({ nameKo: z.string(), nameEn: z.string(), phone: z.string() }).nullable(),
})
export type AnsweredPetition = z.infer<typeof AnsweredPetition>

/** What may be done now with the answer that is shown, by this officer. */
export const answerActs = ['write', 'approve', 'return', 'publish'] as const

export const AnswersProps = z.object({
  petition: AnsweredPetition,
  answers: z.array(DeskAnswer),
  /** The answer that is shown; null for a new one. */
  shown: DeskAnswer.nullable(),
  /** A new one: interim or final. */
  interim: z.boolean(),
  may: z.array(z.enum(answerActs)),
  /** The form as it is shown: the answer's words, or what was typed. */
  form: FormState,
  /** Files the form holds, by their use, so that nothing has to be uploaded twice. */
  files: z.object({
    video: UploadedFile.nullable(),
    captions: UploadedFile.nullable(),
    poster: UploadedFile.nullable(),
  }),
  /** Whether the form is open, or the answer only read. */
  editing: z.boolean(),
  /** Whether this officer wrote in it, and so cannot approve it. */
  wroteIt: z.boolean(),
  /** The answer as someone else saved it meanwhile; the form holds one's own words. */
  other: DeskAnswer.nullable(),
  departments: z.array(Department),
  videoHosts: z.array(z.string()),
  videoMaxMb: z.int(),
  now: Instant,
})
export type AnswersProps = z.infer<typeof AnswersProps>

/** The answer as residents will see it. */
export const AnswerPreviewProps = z.object({
  number: PetitionNumber,
  petition: z.string(),
  answer: PublicAnswer,
  version: z.int(),
  state: z.enum(answerStates),
  dueAt: Instant.nullable(),
  now: Instant,
})
export type AnswerPreviewProps = z.infer<typeof AnswerPreviewProps>

/** A mail that may not have arrived, without its address and words. */
export const TroubledMail = z.object({
  id: z.int(),
  purpose: z.string(),
  /** `doubt`: nobody knows whether it went out. `waiting`: refused, and will be tried again. */
  state: z.enum(['doubt', 'waiting']),
  attempts: z.int(),
  at: Instant,
  failure: z.string().nullable(),
})
export const MailsProps = z.object({ mails: z.array(TroubledMail), total: z.int() })
export type MailsProps = z.infer<typeof MailsProps>

export const UnsubscribeProps = z.object({
  petition: z.object({ number: PetitionNumber, title: z.string() }),
  token: z.string(),
  done: z.boolean(),
})
export type UnsubscribeProps = z.infer<typeof UnsubscribeProps>
