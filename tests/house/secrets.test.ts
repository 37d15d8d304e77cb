import { describe, expect, test } from 'vitest'
import { filesIn, textOf } from '../support/sources.ts'

const shapes: [kind: string, shape: RegExp][] = [
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['a key of a cloud', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/],
  ['a Slack token', /\bxox[abprs]-[A-Za-z0-9-]{10,}/],
  ['a Google key', /\bAIza[\w-]{35}\b/],
  ['an npm token', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['a token of a model provider', /\bsk-[A-Za-z0-9_-]{20,}/],
  ['a JSON Web Token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/],
  [
    'a password in an address',
    /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@'"`$<>{}]+:(?!\$|<|\{)[^\s:/@'"`$<>{}]{3,}@(?!localhost|127\.0\.0\.1|db\b|database\b|example\.)/,
  ],
  [
    'a value given to a secret',
    /(?:secret|password|passwd|token|api_?key)["']?\s*[:=]\s*["'`](?=[^"'`\s]*\d)[A-Za-z0-9+/_=-]{16,}["'`]/i,
  ],
]

/** Known to everyone and good for nothing but a demonstration or a test; they say so themselves. */
const harmless = /demo-|only-for-|for-tests|example|:pass(?:word)?@/i

const texts = [
  '.ts',
  '.js',
  '.svelte',
  '.json',
  '.md',
  '.sql',
  '.yaml',
  '.yml',
  '.env',
  '.sh',
  'Dockerfile',
  'run',
  '.npmrc',
]

function suspicious(text: string): string[] {
  return shapes.flatMap(([kind, shape]) => {
    const found = shape.exec(text)
    return found && !harmless.test(found[0]) ? [kind] : []
  })
}

describe('no secret is in the repository', () => {
  test('nothing looks like one', () => {
    const found = filesIn(['.'], texts)
      .filter((path) => path !== 'package-lock.json')
      .flatMap((path) =>
        textOf(path)
          .split('\n')
          .flatMap((line, at) => suspicious(line).map((kind) => `${path}:${at + 1}: ${kind}`)),
      )
    expect(found).toEqual([])
  })

  test('the search sees one', () => {
    const key = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ')
    const value = ['const password', "'Tr0ub4dor-and-3-more'"].join(' = ')
    expect(suspicious(key)).toEqual(['a private key'])
    expect(suspicious(value)).toEqual(['a value given to a secret'])
    expect(suspicious(["password: 'demo-", "sotong-2026'"].join(''))).toEqual([])
  })
})
