import { describe, expect, test } from 'vitest'
import { comesFromHere } from '../../../../server/platform/http/origin.ts'

const here = 'https://sotong.example.kr'

describe('a request that changes something', () => {
  test.each([
    ['from our own page', 'same-origin', here],
    ['typed by the reader', 'none', undefined],
    ['from an older browser on our page', undefined, here],
    ['from a program', undefined, undefined],
    ['from our own page without scripts, which hides its origin', 'same-origin', 'null'],
  ])('%s is ours', (_name, site, origin) => {
    expect(comesFromHere({ site, origin }, here)).toBe(true)
  })

  test.each([
    ['from another site', 'cross-site', 'https://evil.example'],
    ['from a neighbour of our domain', 'same-site', 'https://blog.example.kr'],
    ['that claims our origin from another site', 'cross-site', here],
    ['of an older browser on another site', undefined, 'https://evil.example'],
    ['of an older browser that hides its origin', undefined, 'null'],
    ['from our name on another port', undefined, 'https://sotong.example.kr:8443'],
    ['from our name without encryption', undefined, 'http://sotong.example.kr'],
    ['with an empty origin', undefined, ''],
    ['with a word nobody knows', 'sideways', here],
  ])('%s is not', (_name, site, origin) => {
    expect(comesFromHere({ site, origin }, here)).toBe(false)
  })

  test('an upgrade that brings a session cookie must say where it comes from', () => {
    const unsaid = { site: undefined, origin: undefined }
    expect(comesFromHere(unsaid, here, true)).toBe(false)
    expect(comesFromHere(unsaid, here, false)).toBe(true)
  })
})
