import type { Finding } from '../../../shared/desk.ts'

type Kind = Finding['kind']

/** A line, a dot or a space between groups of digits, in every form that keyboards make. */
const gap = '[-‐-―.·\\s]?'
const bank =
  /(계좌|예금주|입금|송금|은행|농협|수협|신협|새마을금고|우체국|카카오뱅크|토스|account|bank|账户|账号)/i

const patterns: { kind: Kind; pattern: RegExp; holds?: (found: string, before: string) => boolean }[] = [
  { kind: 'email', pattern: /(?<![a-z\d._%+-])[a-z\d._%+-]{1,64}@[a-z\d-]+(?:\.[a-z\d-]+)+/gi },
  {
    kind: 'resident-number',
    pattern: /(?<!\d)\d{6}\s?[-‐-―]?\s?[1-8]\d{6}(?!\d)/g,
    holds: isResidentNumber,
  },
  // Masked by hand, such as 900101-1******: the birthday still stands there.
  { kind: 'resident-number', pattern: /(?<!\d)\d{6}\s?[-‐-―]\s?[1-8][*xX●○]{6}/g, holds: hasBirthday },
  {
    kind: 'phone',
    pattern: new RegExp(
      `(?<![\\d-])(?:\\+?82${gap}\\(?0?\\)?${gap}|\\(?0)(?:1[016789]|2|[3-6][1-5]|70|50\\d)\\)?${gap}\\d{3,4}${gap}\\d{4}(?![\\d-])`,
      'g',
    ),
    holds: (found) => !isOffice(found),
  },
  {
    kind: 'account',
    pattern: /(?<![\d-])\d{2,6}(?:[-‐-―]\d{2,8}){2,4}(?![\d-])/g,
    holds: (found, before) => isAccount(found, before),
  },
  { kind: 'account', pattern: /(?<!\d)\d{10,14}(?!\d)/g, holds: (_found, before) => bank.test(before) },
]

/**
 * Where a text names a phone, a resident registration number, an e-mail or a bank account. It warns an officer and
 * decides nothing: it may miss what is written in words, and mark what is harmless.
 * @returns in order of the text, never overlapping
 */
export function personalDataIn(text: string): Finding[] {
  const found: Finding[] = []
  for (const { kind, pattern, holds } of patterns) {
    for (const match of text.matchAll(pattern)) {
      const from = match.index
      const to = from + match[0].length
      if (found.some((other) => from < other.to && other.from < to)) continue
      if (holds && !holds(match[0], text.slice(Math.max(0, from - 24), from))) continue
      found.push({ kind, from, to })
    }
  }
  return found.toSorted((a, b) => a.from - b.from)
}

const digitsOf = (text: string) => text.replace(/\D/g, '')

function hasBirthday(found: string): boolean {
  const month = Number(found.slice(2, 4))
  const day = Number(found.slice(4, 6))
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

/** Thirteen digits without a line are often something else (article numbers): those must carry the check digit. */
function isResidentNumber(found: string): boolean {
  if (!hasBirthday(found)) return false
  const digits = digitsOf(found)
  if (digits.length < found.length) return true
  const sum = Array.from(digits.slice(0, 12), Number).reduce(
    (all, digit, at) => all + digit * ((at % 8) + 2),
    0,
  )
  return (11 - (sum % 11)) % 10 === Number(digits[12])
}

/** The district office's own numbers and the city's call centre are nobody's. */
const isOffice = (found: string) => /^022670\d{4}$/.test(digitsOf(found).replace(/^820?/, '0'))

/** A bank is named shortly before, or it has the length of an account and is no date. */
function isAccount(found: string, before: string): boolean {
  const { length } = digitsOf(found)
  if (length < 10 || length > 16 || /^(19|20)\d\d[-‐-―]\d{1,2}[-‐-―]\d{1,2}/.test(found)) return false
  return bank.test(before) || length >= 11
}
