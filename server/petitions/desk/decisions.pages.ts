import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  Classification,
  type DeskAct,
  Extension,
  Hiding,
  Merge,
  PassingOn,
  Publication,
  Rejection,
  Showing,
  SupplementRequest,
  Transfer,
} from '../../../shared/desk.ts'
import { fieldProblems, type FormState } from '../../../shared/forms.ts'
import { deskNouns, deskTabs } from '../../../shared/limits.ts'
import { problems, sentence } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Officer, Permission } from '../../accounts/permissions.rules.ts'
import type { Deps } from '../../platform/deps.ts'
import { askForSupplement, merge, publish, reject, transfer } from './decisions.actions.ts'
import { deskPetitionProps, inForce } from './desk.props.ts'
import { numberOf } from '../endorsing/endorsing.pages.ts'
import { hidePetition, showPetition } from './hiding.actions.ts'
import { classify, extendAnswer, passCase } from './routing.actions.ts'

/** The queue from which the officer came, so that they stay in it. */
const From = z.object({ tab: z.enum(deskTabs).optional().catch(undefined) })

/** The forms of the desk, a noun each: done, or the page again with what was typed. */
export function decisionPages(app: FastifyInstance, deps: Deps) {
  const form = <T extends z.ZodType<object>>(
    act: DeskAct,
    may: Permission,
    schema: T,
    decide: (officer: Officer, input: z.output<T> & { number: string }) => Promise<unknown>,
  ) =>
    app.post(`/desk/petitions/:number/${deskNouns[act]}`, { config: { may } }, async (request, reply) => {
      const number = numberOf(request)
      const officer = officerOf(request)
      const { tab } = From.parse(request.query)
      const parsed = schema.safeParse(request.body ?? {}, { reportInput: true })
      if (!parsed.success) {
        const state = { typed: typedIn(request), problems: fieldProblems(parsed.error, request.lang) }
        return again(state, 422)
      }
      try {
        await decide(officer, { ...parsed.data, number })
      } catch (error) {
        if (!(error instanceof Refusal) || !answerable(error)) throw error
        const message = sentence(error.code, request.lang, error.params)
        const state = { typed: typedIn(request), problems: [{ field: error.field ?? '', message }] }
        return again(state, problems[error.code].status)
      }
      // What a department passed on is no longer its own to see.
      if (act === 'pass' && officer.role === 'department') return reply.see('/desk/petitions')
      return reply.see(`/desk/petitions/${number}?done=${act}${tab ? `&tab=${tab}` : ''}`)

      async function again(state: FormState, status: number) {
        const props = await deskPetitionProps(deps, officer, number, {
          tab,
          act,
          done: null,
          form: state,
        })
        return reply.page('DeskPetitionPage', props, status)
      }
    })

  const decide = 'desk.petition.decide'
  form('publish', decide, Publication, async (officer, input) =>
    publish(deps, officer, await inForce(deps), input),
  )
  form('ask', decide, SupplementRequest, async (officer, input) =>
    askForSupplement(deps, officer, await inForce(deps), input),
  )
  form('reject', decide, Rejection, (officer, input) => reject(deps, officer, input))
  form('transfer', decide, Transfer, (officer, input) => transfer(deps, officer, input))
  form('merge', decide, Merge, (officer, input) => merge(deps, officer, input))
  form('hide', decide, Hiding, (officer, input) => hidePetition(deps, officer, input))
  form('show', decide, Showing, (officer, input) => showPetition(deps, officer, input))
  form('extend', decide, Extension, (officer, input) => extendAnswer(deps, officer, input))
  form('classify', decide, Classification, (officer, input) => classify(deps, officer, input))
  form('pass', 'desk.petition.route', PassingOn, (officer, input) => passCase(deps, officer, input))
}

/** A refusal that belongs beside what was typed; whoever may not be here gets a page of its own. */
const answerable = ({ code }: Refusal) => problems[code].status === 409 || problems[code].status === 422

function typedIn(request: FastifyRequest): FormState['typed'] {
  const body = (request.body ?? {}) as Record<string, unknown>
  const texts = Object.entries(body).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(String) : String(value),
  ])
  return Object.fromEntries(texts)
}
