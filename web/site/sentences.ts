/** The first sentence of a text as a heading, and what follows it. */
export function inTwo(text: string): { first: string; rest: string } {
  const end = /[.!?](?=\s)|。/.exec(text)
  if (!end) return { first: text, rest: '' }
  const at = end.index + 1
  return { first: text.slice(0, at), rest: text.slice(at).trim() }
}
