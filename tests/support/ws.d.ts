/** As much of `ws` as the tests use; the package brings no types. */
declare module 'ws' {
  import type { EventEmitter } from 'node:events'
  import type { Server } from 'node:http'

  export class WebSocket extends EventEmitter {
    constructor(url: string, options?: { headers?: Record<string, string>; handshakeTimeout?: number })
    readonly readyState: number
    send(data: string | Uint8Array, options?: { binary?: boolean; fin?: boolean }): void
    close(code?: number): void
    terminate(): void
    pause(): void
    resume(): void
  }
  export default WebSocket
  export interface ServerOptions {
    [name: string]: unknown
  }
  export class WebSocketServer extends EventEmitter {
    constructor(options: ServerOptions & { server?: Server })
    readonly clients: Set<WebSocket>
    close(): void
  }
  export namespace WebSocket {
    type Server = WebSocketServer
    type ServerOptions = Record<string, unknown>
  }
}
