/** How long a session lives without being used, in milliseconds. */
export const lifetimes = { resident: 30 * 86_400_000, officer: 30 * 60_000 } as const

/** How often the last use is written, in milliseconds: never with every request. */
const noted = { resident: 60 * 60_000, officer: 60_000 } as const

export const isDueToNote = (kind: keyof typeof noted, lastSeenAt: Date, at: Date) =>
  at.getTime() - lastSeenAt.getTime() >= noted[kind]

const browsers: [RegExp, string][] = [
  [/KAKAOTALK/i, 'KakaoTalk'],
  [/NAVER\(/i, 'Naver'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Whale\//, 'Whale'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/Linux|X11/, 'Linux'],
]

/** A device as its owner knows it, such as `Chrome · Android`; no more of it is kept. */
export function deviceOf(userAgent: string | undefined): string {
  const named = (list: [RegExp, string][]) => list.find(([shape]) => shape.test(userAgent ?? ''))?.[1]
  return [named(browsers), named(systems)].filter(Boolean).join(' · ') || '?'
}
