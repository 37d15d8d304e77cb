import { describe, expect, test } from 'vitest'
import { filesIn, importsOf } from '../support/sources.ts'

const page = filesIn(['web/site'], ['.svelte']).filter((path) => /\/Component\w+\.svelte$/.test(path))
const all = filesIn(['web/ui'], ['.svelte'])

/** Everything a file brings along from web/ui, directly or through another component. */
function brought(path: string, seen = new Set<string>()): Set<string> {
  for (const { from } of importsOf(path)) {
    const name = from.split('/').at(-1)!
    const found = all.find((file) => file.endsWith(`/${name}`))
    if (!found || seen.has(found)) continue
    seen.add(found)
    brought(found, seen)
  }
  return seen
}

describe('the page of components', () => {
  test('shows every component there is', () => {
    const shown = new Set(page.flatMap((path) => [...brought(path)]))
    // The desk's frame cannot stand inside the public one.
    expect(all.filter((path) => !shown.has(path) && !path.endsWith('DeskLayout.svelte'))).toEqual([])
  })
})
