import { describe, expect, test } from 'vitest'
import { messages as en } from '../../web/messages/en/index.ts'
import { messages as ko } from '../../web/messages/ko/index.ts'
import { messages as zh } from '../../web/messages/zh/index.ts'
import { problems, sentence } from '../../shared/problems.ts'
import { filesIn, literalsOf } from '../support/sources.ts'

/** Where the words of a language stand, such as `common.send`. */
function placesOf(value: unknown, path = ''): string[] {
  if (value === null || typeof value !== 'object') return [path]
  return Object.entries(value).flatMap(([key, inner]) => placesOf(inner, path ? `${path}.${key}` : key))
}

const hangul = /\p{Script=Hangul}/u
/** Stay Korean on purpose: the language's own name, and examples of words one looks for in Korean texts. */
const withoutExamples = (text: string) => text.replace('한국어', '').replace(/例如[^。]*/, '')

describe('the words of the pages', () => {
  const model = placesOf(ko)

  test.each([
    ['English', en],
    ['Chinese', zh],
  ])('%s has every place of the Korean model and no other', (_name, messages) => {
    const own = placesOf(messages)
    expect(model.filter((path) => !own.includes(path))).toEqual([])
    expect(own.filter((path) => !model.includes(path))).toEqual([])
  })

  test.each(['en', 'zh'])('no sentence of %s is Korean', (lang) => {
    const files = filesIn([`web/messages/${lang}`], ['.ts'])
    const found = files.flatMap((path) =>
      literalsOf(path)
        .filter(({ text }) => hangul.test(withoutExamples(text)))
        .map(({ text, line }) => `${path}:${line}: ${text}`),
    )
    expect(files.length).toBeGreaterThan(5)
    expect(found).toEqual([])
  })
})

describe('the refusals', () => {
  test.each(Object.entries(problems))(
    '%s has a status and a sentence in both languages',
    (_code, problem) => {
      expect(problem.status).toBeGreaterThanOrEqual(400)
      expect(problem.status).toBeLessThan(600)
      expect(problem.ko).toMatch(hangul)
      expect(problem.en).not.toMatch(hangul)
      // What has a name of its own in English is named with En.
      const named = (text: string) => [...text.matchAll(/\{(\w+?)(?:En)?\}/g)].map((match) => match[1])
      expect(named(problem.en)).toEqual(named(problem.ko))
    },
  )

  test('fill what they are given and leave nothing in braces', () => {
    expect(sentence('too-many-requests', 'ko', { seconds: 20 })).toContain('20초')
    expect(sentence('too-many-requests', 'zh', { seconds: 20 })).toContain('20 seconds')
  })
})
