import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { emptyForm, fieldProblems, type FormState } from '../../shared/forms.ts'
import { dayOf } from '../../shared/kst.ts'
import { sentence } from '../../shared/problems.ts'
import { Refusal } from '../../shared/refusal.ts'
import { CategoryForm, DepartmentForm, HolidayForm, TermsForm } from '../../shared/settings.ts'
import { officerOf } from '../accounts/guard.ts'
import type { Officer } from '../accounts/permissions.rules.ts'
import type { Deps } from '../platform/deps.ts'
import { changeTerms, dropHoliday, putCategory, putDepartment, putHoliday } from './settings.actions.ts'
import { allCategories, allHolidays, allTerms, departmentsOn } from './settings.queries.ts'

type FormName = 'terms' | 'holidays' | 'categories' | 'departments'

async function settingsProps({ db, now }: Deps, wrong?: { form: FormName; state: FormState }) {
  const [terms, holidays, categories, departments] = [
    await allTerms(db),
    await allHolidays(db),
    await allCategories(db),
    await departmentsOn(db, dayOf(now())),
  ]
  const forms: Record<FormName, FormState> = {
    terms: emptyForm,
    holidays: emptyForm,
    categories: emptyForm,
    departments: emptyForm,
  }
  if (wrong) forms[wrong.form] = wrong.state
  return {
    terms: terms.map(({ fromAt, setBy: _setBy, ...row }) => ({ ...row, fromAt: fromAt.toISOString() })),
    holidays: holidays.filter(({ day }) => day >= dayOf(now())),
    categories: categories.map(({ retiredAt, ...row }) => ({ ...row, retired: retiredAt !== null })),
    departments,
    forms,
  }
}

/** The administrator's page: terms, holidays, categories and departments, a form each. */
export function settingsPages(app: FastifyInstance, deps: Deps) {
  const config = { may: 'desk.settings' } as const
  app.get('/desk/settings', { config }, async (_request, reply) =>
    reply.page('SettingsPage', await settingsProps(deps)),
  )

  const form = <T>(
    name: FormName,
    schema: z.ZodType<T>,
    act: (officer: Officer, value: T) => Promise<void>,
  ) =>
    app.post(`/desk/settings/${name}`, { config }, async (request, reply) => {
      const parsed = schema.safeParse(request.body ?? {}, { reportInput: true })
      const problems = parsed.success
        ? await refusalOf(request, () => act(officerOf(request), parsed.data))
        : fieldProblems(parsed.error, request.lang)
      if (problems.length === 0) return reply.see(`/desk/settings#${name}`)
      const state = { typed: (request.body ?? {}) as FormState['typed'], problems }
      return reply.page('SettingsPage', await settingsProps(deps, { form: name, state }), 422)
    })
  form('terms', TermsForm, (officer, value) => changeTerms(deps, officer, value))
  form('holidays', HolidayForm, (officer, value) => putHoliday(deps, officer, value))
  form('categories', CategoryForm, (officer, value) => putCategory(deps, officer, value))
  form('departments', DepartmentForm, (officer, value) => putDepartment(deps, officer, value))

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

/** A refusal of the action belongs to the form as a whole where it names no field. */
async function refusalOf(request: FastifyRequest, act: () => Promise<void>) {
  try {
    await act()
    return []
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return [{ field: error.field ?? '', message: sentence(error.code, request.lang, error.params) }]
  }
}
