/** Runs before the first paint: the reader's text size and colours; then lets the font sheet in without waiting for it. */
const wanted = document.cookie.match(/(?:^|; )display=(\w*)\.(\w*)/)
if (wanted?.[1]) document.documentElement.dataset.theme = wanted[1]
if (wanted?.[2]) document.documentElement.dataset.size = wanted[2]
document.documentElement.dataset.script = ''
addEventListener('DOMContentLoaded', () => {
  const fonts = document.querySelector<HTMLLinkElement>('link[data-fonts]')
  if (fonts) fonts.media = 'all'
})
