/** Longest edge of a picture on the phone, in pixels; the office keeps no larger one. */
const edge = 1600

/**
 * A picture small enough to be kept and sent, as a data address. What the browser cannot draw is kept as it is: the
 * server says whether it can.
 */
export async function shrink(file: File): Promise<string> {
  try {
    const drawn = await createImageBitmap(file)
    const share = Math.min(1, edge / Math.max(drawn.width, drawn.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(drawn.width * share)
    canvas.height = Math.round(drawn.height * share)
    canvas.getContext('2d')!.drawImage(drawn, 0, 0, canvas.width, canvas.height)
    return canvas.toDataURL('image/jpeg', 0.85)
  } catch {
    return new Promise((resolve, reject) => {
      const reader = new FileReader()
      reader.addEventListener('load', () => resolve(reader.result as string))
      reader.addEventListener('error', () => reject(reader.error ?? new Error('unreadable')))
      reader.readAsDataURL(file)
    })
  }
}

/** The picture of a data address. */
export function blobOf(address: string): Blob {
  const [head = '', body = ''] = address.split(',')
  const bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0))
  return new Blob([bytes], { type: /^data:([^;]+)/.exec(head)?.[1] ?? 'image/jpeg' })
}
