import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import { atEndOfFile } from './lifetime.ts'
import { readMail } from './mail-text.ts'

export type CaughtMail = {
  from: string
  to: string[]
  subject: string
  text: string
  headers: Map<string, string>
  raw: string
}

/**
 * `refuse`: answers 451 to every recipient, nothing is taken. `slow`: takes the mail after `delay` milliseconds.
 * `drop`: takes the whole mail and cuts the line without an answer, so that the sender cannot know.
 */
export type SmtpMode = 'accept' | 'refuse' | 'slow' | 'drop'

export type SmtpCatcher = {
  /** For `SMTP_URL`. */
  url: string
  /** Everything that arrived whole, oldest first, what was dropped afterwards too. */
  mails: CaughtMail[]
  mode: SmtpMode
  delay: number
  close(): Promise<void>
}

/** A real SMTP server on a free port, closed at the end of the file. */
export async function startSmtp(): Promise<SmtpCatcher> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo(_address, _session, done) {
      if (catcher.mode !== 'refuse') return done()
      done(Object.assign(new Error('Try again later'), { responseCode: 451 }))
    },
    async onData(stream, session, done) {
      const chunks: Buffer[] = []
      try {
        for await (const chunk of stream) chunks.push(chunk as Buffer)
      } catch {
        return // The sender went away in the middle of its mail.
      }
      const { mailFrom, rcptTo } = session.envelope
      const from = mailFrom ? mailFrom.address : ''
      const to = rcptTo.map(({ address }) => address)
      catcher.mails.push({ from, to, ...readMail(Buffer.concat(chunks)) })
      if (catcher.mode === 'slow') await sleep(catcher.delay)
      if (catcher.mode === 'drop') return cut(session.remotePort)
      done()
    },
  })
  server.on('error', () => {})
  const lines = new Set<Socket>()
  server.server.on('connection', (line: Socket) => {
    lines.add(line)
    line.once('close', () => lines.delete(line))
  })
  const cut = (port: number) => lines.forEach((line) => line.remotePort === port && line.destroy())
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.server.address() as AddressInfo
  const catcher: SmtpCatcher = {
    url: `smtp://127.0.0.1:${port}`,
    mails: [],
    mode: 'accept',
    delay: 2000,
    close: () => new Promise((closed) => server.close(() => closed())),
  }
  atEndOfFile(catcher.close)
  return catcher
}
