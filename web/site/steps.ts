/**
 * Lower bounds of the five steps of a map of counts: none, then four even ones up to the largest.
 * @param largest the largest count on the map
 */
export function stepsOf(largest: number): [number, number, number, number, number] {
  const top = Math.max(4, largest)
  const from = (part: number) => 1 + Math.floor((part * top) / 4)
  return [0, from(0), from(1), from(2), from(3)]
}
