/** A whole WebSocket text frame as bytes, its header too: made once, and written to as many lines as read it. */
export function textFrame(text: string): Buffer {
  const size = Buffer.byteLength(text)
  const head = headOf(size)
  const frame = Buffer.allocUnsafe(head.length + size)
  head.copy(frame)
  frame.write(text, head.length)
  return frame
}

/** The header of an unmasked text frame of so many bytes, for a payload that is written in parts. */
export function headOf(size: number): Buffer {
  if (size < 126) return Buffer.from([0x81, size])
  if (size < 65_536) return Buffer.from([0x81, 126, size >> 8, size & 255])
  const head = Buffer.alloc(10)
  head[0] = 0x81
  head[1] = 127
  head.writeUInt32BE(size, 6)
  return head
}

/** The JSON text inside a frame that `textFrame` made. */
export const textIn = (frame: Buffer) =>
  frame.toString('utf8', frame[1]! < 126 ? 2 : frame[1] === 126 ? 4 : 10)
