import { expect, test } from 'vitest'
import { likelyTheSame } from '../../server/petitions/similar/similar.rules.ts'
import { methods } from './methods.ts'
import { archived, bestOf, scoreAt, written } from './score.ts'

const chosen = methods.at(-1)!
const sets = [written, ...[archived()].filter((set) => set !== null)]

test('the way that is used finds the same matter better than the others, on pairs written for it and on real ones', () => {
  for (const pairs of sets) {
    const own = scoreAt(chosen, pairs, likelyTheSame)
    for (const other of methods.slice(0, -1)) {
      const there = scoreAt(other, pairs, bestOf(other, written).threshold)
      expect(own.f1).toBeGreaterThan(there.f1)
    }
  }
})

test('four of five that it shows are the same matter, and it shows nearly all', () => {
  const { precision, recall } = scoreAt(chosen, written, likelyTheSame)
  expect(precision).toBeGreaterThanOrEqual(0.8)
  expect(recall).toBeGreaterThanOrEqual(0.9)
})

test('likeness is the same both ways, and whole for one title in two spellings', () => {
  for (const pairs of sets)
    for (const [one, other] of [...pairs.same, ...pairs.alike])
      expect(chosen.likeness(one, other)).toBeCloseTo(chosen.likeness(other, one))
  expect(chosen.likeness('불법주차 단속을 해 주세요', '불법 주차 단속해주세요!')).toBe(1)
  expect(chosen.likeness('', '주차')).toBe(0)
})
