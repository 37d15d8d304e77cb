import { createTransport } from 'nodemailer'
import { contentIdOf, htmlOf, type Picture } from './html.ts'

export type Letter = {
  to: string
  subject: string
  text: string
  messageId: string
  /** Where one POST ends such letters. */
  unsubscribe?: string | undefined
  files?: { name: string; type: string; text: string }[] | undefined
  /** Shown below the text. */
  pictures?: Picture[] | undefined
}

/** `refused` means that the mail certainly did not go out and may be tried again. */
export class MailRefused extends Error {}

export type Transport = { send(letter: Letter): Promise<void>; close(): void }

/** Certainly before the server took the letter: nothing was sent. A line that breaks later may break after it. */
const before = new Set(['EDNS', 'EAUTH', 'EENVELOPE', 'ETLS', 'EPROXY'])

type Fault = { code?: string; responseCode?: number; syscall?: string; timeoutType?: string }

const neverConnected = ({ code, syscall, timeoutType }: Fault) =>
  syscall === 'connect' || (code === 'ETIMEDOUT' && timeoutType !== 'SOCKET_TIMEOUT')

/** SMTP. A fault before the letter was handed over is `MailRefused`; any other leaves it in doubt. */
export function openSmtp(url: string, from: string): Transport {
  const transport = createTransport(url, { from, pool: true, maxConnections: 2 } as object)
  return {
    async send({ to, subject, text, messageId, unsubscribe, files = [], pictures = [] }) {
      try {
        await transport.sendMail({
          to,
          subject,
          text,
          from,
          messageId,
          ...(pictures.length > 0 && { html: htmlOf(text, pictures, messageId) }),
          attachments: [
            ...files.map(({ name, type, text: content }) => ({ filename: name, contentType: type, content })),
            ...pictures.map((picture) => ({
              filename: picture.name,
              contentType: 'image/png',
              contentDisposition: 'inline' as const,
              cid: contentIdOf(picture, messageId),
              content: picture.png,
              encoding: 'base64',
            })),
          ],
          headers: {
            'auto-submitted': 'auto-generated',
            ...(unsubscribe && {
              'list-unsubscribe': `<${unsubscribe}>`,
              'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
            }),
          },
        })
      } catch (error) {
        const fault = error as Fault
        const { code, responseCode = 0 } = fault
        if (responseCode >= 400 || before.has(code ?? '') || neverConnected(fault))
          throw new MailRefused(String(responseCode || code))
        throw error
      }
    },
    close: () => transport.close(),
  }
}

/** A product without `SMTP_URL`: mails wait in the database until one is set. */
export const noServer: Transport = {
  async send() {
    throw new MailRefused('SMTP_URL is not set')
  },
  close() {},
}
