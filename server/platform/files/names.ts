/** A name as it is kept: without a path, control characters and quotes, short; its ending follows the real kind. */
export function fileNameOf(given: string | undefined, mediaType: string): string {
  const ending = { 'video/mp4': 'mp4', 'video/webm': 'webm', 'text/vtt': 'vtt' }[mediaType]
  const base = (given ?? '')
    .normalize('NFC')
    .replace(/^.*[\\/]/, '')
    .replace(/\.[^.]*$/, '')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}"\\/<>:|?*]/gu, '')
    .trim()
    .slice(0, 80)
  return `${base || 'file'}.${ending ?? mediaType.split('/')[1]!.replace('jpeg', 'jpg')}`
}
