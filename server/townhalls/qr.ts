import { encode } from 'uqr'

/** A QR code as one path of an SVG: every run of dark squares in a row is one rectangle. */
export function qrPath(text: string) {
  const { data, size } = encode(text, { ecc: 'L', border: 3 })
  const path = data.flatMap((row, y) => {
    const runs: string[] = []
    for (let x = 0; x < size; x += 1) {
      if (!row[x]) continue
      const from = x
      while (row[x + 1]) x += 1
      runs.push(`M${from} ${y}h${x - from + 1}v1h-${x - from + 1}z`)
    }
    return runs
  })
  return { size, path: path.join('') }
}
