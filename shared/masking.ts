/** Surnames of two syllables, so that 남궁민 is 남궁* and not 남*민. */
const longSurnames = ['남궁', '황보', '제갈', '사공', '선우', '서문', '독고', '동방', '어금', '망절']

const stars = (count: number) => '*'.repeat(Math.max(1, count))

/** A name as the public sees it: 홍*, 홍*동, 남궁**, `KIM ****`; other scripts keep their first letter. */
export function maskName(name: string): string {
  const letters = [...name.trim().normalize('NFC')]
  if (letters.length === 0) return ''
  if (/^[\p{Script=Latin}]/u.test(letters[0]!)) {
    const [first = '', ...rest] = name.trim().split(/\s+/)
    if (rest.length > 0) return `${first} ${stars(Math.min(4, [...rest.join('')].length))}`
    return letters.slice(0, 1).join('') + stars(Math.min(4, letters.length - 1))
  }
  if (letters.length <= 2) return letters[0]! + stars(1)
  if (longSurnames.includes(letters.slice(0, 2).join('')))
    return letters.slice(0, 2).join('') + stars(letters.length - 2)
  if (letters.length === 3) return `${letters[0]}*${letters[2]}`
  return letters[0]! + stars(letters.length - 2) + letters.at(-1)!
}

/** 010-****-5678: the middle is hidden. */
export const maskPhone = (phone: string) => phone.replace(/^(\d{2,3})-?\d{3,4}-?(\d{4})$/, '$1-****-$2')

/** h***@example.kr */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 1 ? '' : `${[...email][0]}***${email.slice(at)}`
}
