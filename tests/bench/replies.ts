/**
 * Reads HTTP/1.1 replies off one line, which come one after the other. Every reply of ours says its length.
 * @param answered is told the status of each whole reply, and its body
 */
export function createReader(answered: (status: number, body: Buffer) => void) {
  let held: Buffer = Buffer.alloc(0)
  return (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    for (;;) {
      const headEnd = held.indexOf('\r\n\r\n')
      if (headEnd < 0) return
      const head = held.toString('latin1', 0, headEnd)
      const status = Number(head.slice(9, 12))
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? bodyless(status, head))
      const end = headEnd + 4 + length
      if (held.length < end) return
      const body = held.subarray(headEnd + 4, end)
      held = held.subarray(end)
      answered(status, body)
    }
  }
}

function bodyless(status: number, head: string): number {
  if (status === 304 || status === 204) return 0
  throw new Error(`A reply without a length: ${head}`)
}
