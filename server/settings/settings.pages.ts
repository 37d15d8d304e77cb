import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { type FieldProblem, fieldProblems } from '../../shared/forms.ts'
import { dayOf } from '../../shared/kst.ts'
import { problems, sentence } from '../../shared/problems.ts'
import { Refusal } from '../../shared/refusal.ts'
import {
  CategoryForm,
  DepartmentForm,
  GroundForm,
  HolidayForm,
  type SettingsForm,
  type SettingsProps,
  TermsForm,
} from '../../shared/settings.ts'
import { officerNames } from '../accounts/officers.queries.ts'
import { officerOf } from '../accounts/guard.ts'
import type { Officer } from '../accounts/permissions.rules.ts'
import type { Deps } from '../platform/deps.ts'
import { typedIn } from '../platform/http/forms.ts'
import {
  changeTerms,
  dropHoliday,
  putCategory,
  putDepartment,
  putGround,
  putHoliday,
  seenOf,
} from './settings.actions.ts'
import { allCategories, allHolidays, allTerms, everyDepartment, everyGround } from './settings.queries.ts'

async function settingsProps(
  { db, now }: Deps,
  wrong: SettingsProps['wrong'] = null,
): Promise<SettingsProps> {
  const today = dayOf(now())
  const terms = await allTerms(db)
  const names = await officerNames(
    db,
    terms.flatMap(({ setBy }) => setBy ?? []),
  )
  const row = <R extends { retiredAt: Date | null }>(stored: R) => {
    const { retiredAt, ...shown } = stored
    return { ...shown, retired: retiredAt !== null, seen: seenOf(stored) }
  }
  return {
    terms: terms.map(({ fromAt, setBy, ...rest }) => ({
      ...rest,
      fromAt: fromAt.toISOString(),
      by: setBy === null ? null : (names.get(setBy) ?? null),
    })),
    holidays: (await allHolidays(db)).filter(({ day }) => day >= today),
    categories: (await allCategories(db)).map(row),
    departments: await everyDepartment(db),
    grounds: (await everyGround(db)).map(row),
    wrong,
    today,
  }
}

/** The administrator's page: terms, holidays, categories, departments and grounds of rejection, a form each. */
export function settingsPages(app: FastifyInstance, deps: Deps) {
  const config = { may: 'desk.settings' } as const
  app.get('/desk/settings', { config }, async (_request, reply) =>
    reply.page('SettingsPage', await settingsProps(deps)),
  )

  const form = <T>(
    name: SettingsForm,
    schema: z.ZodType<T>,
    act: (deps: Deps, officer: Officer, value: T) => Promise<void>,
  ) =>
    app.post(`/desk/settings/${name}`, { config }, async (request, reply) => {
      const typed = typedIn(request)
      const parsed = schema.safeParse(typed, { reportInput: true })
      const refused = parsed.success
        ? await refusalOf(request, () => act(deps, officerOf(request), parsed.data))
        : { status: 422, problems: fieldProblems(parsed.error, request.lang) }
      if (!refused) return reply.see(`/desk/settings#${name}`)
      const wrong = { form: name, row: typed.row ?? '', state: { typed, problems: refused.problems } }
      return reply.page('SettingsPage', await settingsProps(deps, wrong), refused.status)
    })
  form('terms', TermsForm, changeTerms)
  form('holidays', HolidayForm, putHoliday)
  form('categories', CategoryForm, putCategory)
  form('departments', DepartmentForm, putDepartment)
  form('grounds', GroundForm, putGround)

  app.post<{ Params: { day: string } }>(
    '/desk/settings/holidays/:day/removal',
    { config },
    async (request, reply) => {
      const day = HolidayForm.shape.day.safeParse(request.params.day)
      if (!day.success) throw new Refusal('not-found')
      await dropHoliday(deps, officerOf(request), day.data)
      return reply.see('/desk/settings#holidays')
    },
  )
}

/** Null when it was done. A refusal belongs to the form as a whole where it names no field. */
async function refusalOf(
  request: FastifyRequest,
  act: () => Promise<void>,
): Promise<{ status: number; problems: FieldProblem[] } | null> {
  try {
    await act()
    return null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const message = sentence(error.code, request.lang, error.params)
    return { status: problems[error.code].status, problems: [{ field: error.field ?? '', message }] }
  }
}
