import type { Hall } from './seats.fixtures.ts'

/** What a page says, without its markup and data. */
export const text = (html: string) =>
  html
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

/** Text as it was typed. */
export const decoded = (html: string) =>
  html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

/** All that a form on a page would send, as a browser reads it. */
export function fieldsOf(html: string): Record<string, string | string[]> {
  const form = /<form[^>]*action="[^"]*registration(?:s|\/change)"[\s\S]*?<\/form>/.exec(html)![0]
  const found: [string, string][] = []
  for (const [tag] of form.matchAll(/<input(?:[^>"]|"[^"]*")*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1]
    if (!name || (/type="(checkbox|radio)"/.test(tag) && !/ checked/.test(tag))) continue
    found.push([name, decoded(/ value="([^"]*)"/.exec(tag)?.[1] ?? '')])
  }
  for (const [, name, body] of form.matchAll(/<select[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g))
    found.push([name!, /<option[^>]*value="([^"]*)"[^>]*selected/.exec(body!)?.[1] ?? ''])
  for (const [, name, body] of form.matchAll(/<textarea[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g))
    found.push([name!, decoded(body!)])
  const names = [...new Set(found.map(([name]) => name))]
  return Object.fromEntries(
    names.map((name) => {
      const values = found.filter(([own]) => own === name).map(([, value]) => value)
      return [name, values.length > 1 ? values : values[0]!]
    }),
  )
}

/** What a resident types, with more or otherwise. */
export const typed = (hall: Hall, more: Record<string, string | string[]> = {}) => ({
  sittingId: String(hall.sittingId),
  mode: 'in-person',
  kind: 'resident',
  dong: 'yeoui',
  'name-0': '김하늘',
  lang: 'ko',
  ...more,
})
export const at = (hall: Hall, below = '/registrations') => `/town-halls/${hall.id}${below}`
