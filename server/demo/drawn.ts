/** Pixels of a drawn scene, 960 by 640: sky, houses, people in a row. The same number draws the same picture. */
export const sceneSize = { width: 960, height: 640 }

type Colour = readonly [number, number, number]
const skies: Colour[] = [[214, 228, 240], [240, 226, 204], [222, 234, 222], [230, 224, 236]] // prettier-ignore
const walls: Colour[] = [[196, 176, 150], [170, 182, 190], [204, 190, 170], [180, 160, 150]] // prettier-ignore
const coats: Colour[] = [[11, 80, 208], [38, 115, 55], [138, 92, 0], [88, 97, 106], [189, 44, 15]] // prettier-ignore

/** @param random a repeatable source of numbers in [0, 1) */
export function drawScene(random: () => number): Buffer {
  const { width, height } = sceneSize
  const pixels = Buffer.alloc(width * height * 3)
  const pick = <T>(of: readonly T[]) => of[Math.floor(random() * of.length)]!
  const box = (x: number, y: number, w: number, h: number, [r, g, b]: Colour) => {
    for (let row = Math.max(0, Math.floor(y)); row < Math.min(height, y + h); row += 1)
      for (let column = Math.max(0, Math.floor(x)); column < Math.min(width, x + w); column += 1)
        pixels.set([r, g, b], (row * width + column) * 3)
  }
  const disc = (cx: number, cy: number, radius: number, [r, g, b]: Colour) => {
    for (let row = Math.floor(cy - radius); row <= cy + radius; row += 1)
      for (let column = Math.floor(cx - radius); column <= cx + radius; column += 1) {
        const inside = (column - cx) ** 2 + (row - cy) ** 2 <= radius ** 2
        if (inside && row >= 0 && row < height && column >= 0 && column < width)
          pixels.set([r, g, b], (row * width + column) * 3)
      }
  }
  box(0, 0, width, height, pick(skies))
  for (let x = -20; x < width;) {
    const wide = 110 + random() * 120
    const high = 150 + random() * 170
    const top = 430 - high
    box(x, top, wide - 6, high, pick(walls))
    for (let wx = x + 16; wx < x + wide - 40; wx += 44)
      for (let wy = top + 20; wy < 400; wy += 56) box(wx, wy, 24, 30, [246, 240, 224])
    x += wide
  }
  box(0, 430, width, 210, [206, 200, 188])
  box(0, 430, width, 8, [176, 170, 158])
  const people = 5 + Math.floor(random() * 6)
  for (let one = 0; one < people; one += 1) {
    const x = 80 + (one * (width - 160)) / people + random() * 40
    const foot = 560 + random() * 50
    const tall = 120 + random() * 40
    const coat = pick(coats)
    box(x - 22, foot - tall + 34, 44, tall - 64, coat)
    box(x - 18, foot - 34, 14, 34, [60, 64, 70])
    box(x + 4, foot - 34, 14, 34, [60, 64, 70])
    disc(x, foot - tall + 16, 19, [228, 196, 168])
  }
  return pixels
}
