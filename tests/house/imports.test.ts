import { describe, expect, test } from 'vitest'
import { filesIn, importsOf, textOf } from '../support/sources.ts'
import { forbidden } from './import-rules.ts'

describe('who may import whom', () => {
  test('every file of the product keeps the rules', () => {
    const files = filesIn(['server', 'shared', 'web'], ['.ts', '.svelte'])
    const violations = files.flatMap((path) =>
      importsOf(path).flatMap((line) => {
        const reason = forbidden(path, line)
        return reason ? [`${path} imports ${line.from}: ${reason}`] : []
      }),
    )
    expect(files.length).toBeGreaterThan(20)
    expect(violations).toEqual([])
  })

  test('every package that is used is named in package.json, and what operation needs is no tool of development', () => {
    const { dependencies, devDependencies } = JSON.parse(textOf('package.json')) as Record<string, object>
    const nameOf = (from: string) => /^(?:@[^/]+\/)?[^/]+/.exec(from)![0]
    const unnamed = filesIn(['server', 'shared', 'web', 'tests'], ['.ts', '.svelte']).flatMap((path) => {
      const atWork = /^(?:server|shared)\//.test(path) && !path.endsWith('drizzle.config.ts')
      const named = atWork ? { ...dependencies } : { ...dependencies, ...devDependencies }
      return importsOf(path)
        .map(({ from }) => from)
        .filter((from) => !/^(?:\.|node:|virtual:)/.test(from) && !(nameOf(from) in named))
        .map((from) => `${path} imports ${from}`)
    })
    expect(unnamed).toEqual([])
  })

  test.each([
    ['shared/petitions.ts', '../server/config.ts'],
    ['shared/petitions.ts', 'node:crypto'],
    ['server/petitions/petitions.rules.ts', './petitions.tables.ts'],
    ['server/petitions/petitions.rules.ts', 'node:fs'],
    ['server/petitions/petitions.queries.ts', './petitions.rules.ts'],
    ['server/petitions/petitions.queries.ts', 'fastify'],
    ['server/petitions/petitions.actions.ts', './petitions.pages.ts'],
    ['server/petitions/petitions.actions.ts', '../accounts/accounts.queries.ts'],
    ['server/petitions/petitions.pages.ts', '../accounts/accounts.tables.ts'],
    ['server/petitions/petitions.pages.ts', '../../web/petitions/PetitionPage.svelte'],
    ['server/platform/http/problems.ts', '../../accounts/guard.ts'],
    ['web/petitions/PetitionPage.svelte', '../accounts/SignInForm.svelte'],
    ['web/petitions/PetitionPage.svelte', '../../server/config.ts'],
    ['web/ui/Button.svelte', '../petitions/PetitionPage.svelte'],
  ])('%s may not import %s', (path, from) => {
    expect(forbidden(path, { from, typeOnly: false })).toBeTypeOf('string')
  })

  test.each([
    ['server/petitions/petitions.actions.ts', './petitions.rules.ts'],
    ['server/petitions/petitions.actions.ts', '../audit/audit.actions.ts'],
    ['server/petitions/petitions.pages.ts', '../accounts/guard.ts'],
    ['server/petitions/petitions.queries.ts', '../accounts/accounts.tables.ts'],
    ['web/petitions/PetitionPage.svelte', '../ui/Layout.svelte'],
  ])('%s may import %s', (path, from) => {
    expect(forbidden(path, { from, typeOnly: false })).toBeNull()
  })
})
