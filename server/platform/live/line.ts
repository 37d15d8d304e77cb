import type { Socket as NetSocket } from 'node:net'
import { type Bucket, fullBucket } from './bucket.ts'
import { headOf } from './frames.ts'
import { paces, pressure } from './limits.ts'

/** What is used of a `ws` socket. */
export type WebSocket = {
  readyState: number
  on(event: string, listener: (this: WebSocket, ...args: never[]) => void): unknown
  removeAllListeners(event: string): unknown
  close(code: number, reason?: string): void
  terminate(): void
}

/** Who is at the other end. */
export type Peer = {
  /** Which shared frames it reads. */
  audience: string
  person: number | null
  /** Which session opened it; null for a visitor. */
  session: string | null
}

/**
 * One open socket. Kept small, because there are thousands: no timer, no closure and no copy of what is sent of its
 * own; times are milliseconds of `performance.now()`.
 */
export class Line<Role = unknown> {
  readonly socket: WebSocket
  readonly wire: NetSocket
  readonly room: number
  readonly peer: Peer
  /** What the feature knows of the peer. */
  readonly role: Role
  /** The last seq it was sent; -1 before it was greeted. */
  seq = -1
  heardAt: number
  pingedAt = 0
  /** Since when it reads more slowly than is written; 0 while it keeps up. */
  slowSince = 0
  /** How many frames it sent beyond its pace. */
  excess = 0
  readonly bucket: Bucket

  constructor(socket: WebSocket, wire: NetSocket, room: number, peer: Peer, role: Role, now: number) {
    this.socket = socket
    this.wire = wire
    this.room = room
    this.peer = peer
    this.role = role
    this.heardAt = now
    this.bucket = fullBucket(paces.line, now)
  }

  get isOpen(): boolean {
    return this.socket.readyState === 1
  }

  /** Whether a frame may be written now without piling up behind a slow reader. */
  hasRoomFor(bytes: number): boolean {
    return this.wire.writableLength + bytes <= pressure.soft || this.wire.writableLength === 0
  }

  /** Writes a whole frame. A peer that reads so slowly that even this is too much is cut off: false. */
  write(frame: Buffer): boolean {
    if (!this.isOpen) return false
    if (this.wire.writableLength + frame.length > pressure.hard) {
      this.socket.terminate()
      return false
    }
    this.wire.write(frame)
    return true
  }

  /** Writes one text frame whose parts are shared with other lines. */
  writeParts(parts: Buffer[]): boolean {
    if (!this.isOpen) return false
    this.wire.cork()
    this.wire.write(headOf(parts.reduce((size, part) => size + part.length, 0)))
    for (const part of parts) this.wire.write(part)
    this.wire.uncork()
    return true
  }
}
