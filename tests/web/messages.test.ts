import { describe, expect, test } from 'vitest'
import { filesIn, literalsOf, textOf } from '../support/sources.ts'
import { messages as en } from '../../web/messages/en/index.ts'
import { messages as ko } from '../../web/messages/ko/index.ts'
import { accounts } from '../../web/messages/zh/accounts.ts'
import { answers } from '../../web/messages/zh/answers.ts'
import { common } from '../../web/messages/zh/common.ts'
import { endorsing } from '../../web/messages/zh/endorsing.ts'
import { filing } from '../../web/messages/zh/filing.ts'
import { petitions } from '../../web/messages/zh/petitions.ts'
import { site } from '../../web/messages/zh/site.ts'

const zh = { accounts, answers, common, endorsing, filing, petitions, site }

type Words = { [key: string]: unknown }

/** Paths of every word, such as `common.states.open`. */
function paths(words: unknown, path = ''): string[] {
  if (typeof words !== 'object' || words === null) return [path]
  return Object.entries(words as Words).flatMap(([key, value]) => paths(value, path ? `${path}.${key}` : key))
}

/** Words that only officers read; the desk is in Korean and English. */
const ofTheOffice = [
  /^common\.(desk|desk[A-Z]\w*|signsOutAt)$/,
  /^answers\.(?!leave|left|toPetition)/,
  /^filing\.(desk[A-Z]\w*|route|receivedField|receivedHint|language|personTitle|phoneField|emailField|emailFieldHint)$/,
  /^filing\.(consented|consentedHint|textTitle|another|office|lookUp)$/,
]

describe('the words of pages', () => {
  test('English has each word that Korean has, and no other', () => {
    expect(paths(en).toSorted()).toEqual(paths(ko).toSorted())
  })

  test('whatever residents read stands in Chinese too', () => {
    const there = new Set(paths(zh))
    const wanted = paths(
      Object.fromEntries(Object.keys(zh).map((part) => [part, ko[part as keyof typeof ko]])),
    )
    expect(
      wanted.filter((path) => !there.has(path) && !ofTheOffice.some((pattern) => pattern.test(path))),
    ).toEqual([])
  })

  test('no Korean stands in a component: its words are among the messages', () => {
    // The name of a language is written in itself, wherever it stands.
    const korean = /\p{Script=Hangul}/u
    const found = filesIn(['web'], ['.svelte']).filter((path) =>
      korean.test(
        textOf(path)
          .replaceAll("'한국어'", '')
          .replaceAll(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g, ''),
      ),
    )
    expect(found).toEqual([])
  })

  test('no Korean stands in a page or a route of the server', () => {
    const found = filesIn(['server'], ['.ts'])
      .filter((path) => /\.(pages|routes|actions|queries|jobs)\.ts$/.test(path))
      .flatMap((path) =>
        literalsOf(path)
          .filter(({ text }) => /\p{Script=Hangul}/u.test(text))
          .map(({ text, line }) => `${path}:${line}: ${text}`),
      )
    expect(found).toEqual([])
  })
})
