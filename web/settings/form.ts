import type { SettingsForm, SettingsProps } from '../../shared/settings.ts'
import { useSite } from '../lib/site.ts'
import { settings as en } from '../messages/en/settings.ts'
import { settings as ko } from '../messages/ko/settings.ts'

/** Words of the settings, which only administrators load. */
export const settingsWords = () => (useSite().lang === 'ko' ? ko : en)

/** Ids on the page: many forms have fields of the same name. */
export const fieldId = (form: SettingsForm, row: string, field: string) =>
  [form, row, field].filter(Boolean).join('-')

/** What one form of the page shows: as stored, or as typed with what is wrong where it came back. */
export function formOf(wrong: SettingsProps['wrong'], form: SettingsForm, row = '') {
  const state = wrong?.form === form && wrong.row === row ? wrong.state : null
  return {
    open: state !== null,
    typed: (field: string, stored: string | number = '') =>
      String(state ? (state.typed[field] ?? '') : stored),
    ticked: (field: string, stored: boolean) => (state ? state.typed[field] === 'true' : stored),
    problem: (field: string) => state?.problems.find((one) => one.field === field)?.message,
    id: (field: string) => fieldId(form, row, field),
  }
}
export type RowForm = ReturnType<typeof formOf>
