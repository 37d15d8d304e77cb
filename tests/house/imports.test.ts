import { describe, expect, test } from 'vitest'
import { filesIn, importsOf } from '../support/sources.ts'
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
