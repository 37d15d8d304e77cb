import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { acceptedLang, inLang, rewriteUrl } from '../../../../server/platform/http/context.ts'

test.each([
  ['/', '/'],
  ['/petitions?q=%EC%A3%BC%EC%B0%A8', '/petitions?q=%EC%A3%BC%EC%B0%A8'],
  ['/en', '/'],
  ['/en/', '/'],
  ['/en?stage=all', '/?stage=all'],
  ['/zh/petitions/2026-0001', '/petitions/2026-0001'],
  ['/english', '/english'],
  ['/ko/petitions', '/ko/petitions'],
  ['//elsewhere.example/x', '/elsewhere.example/x'],
  ['/en//elsewhere.example', '/elsewhere.example'],
  ['/\\\\elsewhere.example', '/elsewhere.example'],
  ['http://elsewhere.example/petitions?q=x', '/petitions?q=x'],
  ['http://elsewhere.example', '/'],
  ['HTTPS://elsewhere.example/en?x=1', '/?x=1'],
  ['/petitions/%zz', '/petitions/%25zz'],
  ['/en/petitions/%E0%A4%A?q=%zz', '/petitions/%25E0%25A4%25A?q=%zz'],
])('the address %s is read as %s', (url, read) => {
  expect(rewriteUrl({ url } as IncomingMessage)).toBe(read)
})

test.each([
  [undefined, 'ko'],
  ['', 'ko'],
  ['en', 'en'],
  ['en-GB,en;q=0.9,ko;q=0.8', 'en'],
  ['fr,zh-CN;q=0.7,en;q=0.3', 'zh'],
  ['fr, de', 'ko'],
  ['en;q=0', 'ko'],
  ['en;q=x, zh', 'zh'],
])('who accepts %s reads %s', (header, lang) => {
  expect(acceptedLang(header)).toBe(lang)
})

test('an address in a language begins with it, the home page without a slash at the end', () => {
  expect([inLang('ko', '/'), inLang('en', '/'), inLang('zh', '/petitions')]).toEqual([
    '/',
    '/en',
    '/zh/petitions',
  ])
})
