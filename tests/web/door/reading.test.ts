import { decodeQR } from 'qr/decode.js'
import { encode } from 'uqr'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { makeTicketKeys, openTicketKey, signTicket } from '../../../server/townhalls/seats/tickets.ts'
import { openSecrets, sha256 } from '../../../server/platform/secrets.ts'
import type { Roster, RosterMember } from '../../../shared/door.ts'
import { codeText } from '../../../shared/door-outcomes.ts'
import { readTicket } from '../../../shared/tickets.ts'
import { judge, sightOf, whoIsMeant } from '../../../web/door/judge.ts'
import { verifier } from '../../../web/door/verify.ts'

const secrets = openSecrets('only-for-tests-0123456789-abcdefghijklmnop')
const keys = makeTicketKeys(secrets)
const ticket = signTicket(openTicketKey(secrets, keys.sealedTicketKey), 7, 3)
const publicKey = keys.ticketPublicKey.toString('base64')
afterEach(() => void vi.restoreAllMocks())

describe('a signature, without asking the server', () => {
  const withoutEd25519 = () =>
    vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new DOMException('', 'NotSupportedError'))
  test.each([
    ['by the browser itself', () => {}],
    ['by the library, where the browser knows no Ed25519', withoutEd25519],
  ])('is verified %s', async (_name, prepare) => {
    prepare()
    const verify = await verifier(publicKey)
    const read = readTicket(ticket)!
    expect(await verify(read)).toBe(true)
    expect(await verify({ ...read, signed: 't1.8.3' })).toBe(false)
  })
})

test('a ticket is read from the picture of its QR code, where the browser cannot do it', () => {
  const { data, size } = encode(ticket, { border: 4 })
  const scale = 4
  const side = size * scale
  const pixels = new Uint8ClampedArray(side * side * 4)
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      const dark = data[Math.floor(y / scale)]![Math.floor(x / scale)]
      pixels.set([...Array<number>(3).fill(dark ? 0 : 255), 255], (y * side + x) * 4)
    }
  expect(decodeQR({ width: side, height: side, data: pixels })).toBe(ticket)
  expect(sightOf(`https://example.kr/t#${ticket}`)).toEqual({ ticket })
})

describe('a phone without network', () => {
  const someone = (id: number, more: Partial<RosterMember> = {}): RosterMember => ({
    id,
    partyId: 1,
    codeHash: sha256(codeText(3, `CODE${id}AAA`.slice(0, 8))).toString('base64url'),
    state: 'confirmed',
    needs: [],
    name: '홍*동',
    fullName: null,
    ...more,
  })
  const roster = {
    sitting: { id: 3 },
    members: [someone(7), someone(9), someone(11, { partyId: 2, state: 'cancelled' })],
  } as unknown as Roster
  const ask = async (sight: Parameters<typeof whoIsMeant>[0], present = new Map<number, string>()) => {
    const who = await whoIsMeant(sight, roster, await verifier(publicKey))
    const { look, outcome, member, since } = judge(who, 'entry', 'id', roster, present)
    return { look, outcome, inside: member?.inside, people: member?.people, since }
  }

  test('notes who is on its roster, and never says that they may go in', async () => {
    expect(await ask({ ticket })).toMatchObject({ look: 'noted', outcome: 'queued', people: 2, inside: 1 })
    expect(await ask({ memberId: 9 }, new Map([[7, 'then']]))).toMatchObject({ look: 'noted', inside: 2 })
  })

  test('knows a typed code only by its hash', async () => {
    const code = 'ACDEFHJK'
    const known = someone(12, { codeHash: sha256(codeText(3, code)).toString('base64url') })
    const who = await whoIsMeant({ code: 'acde-fhjk' }, { ...roster, members: [known] }, async () => false)
    expect(who).toEqual({ member: known })
    expect(await ask({ code })).toMatchObject({ look: 'stop', outcome: 'unknown' })
  })

  test('notes a signed ticket that is newer than its roster', async () => {
    const newer = signTicket(openTicketKey(secrets, keys.sealedTicketKey), 99, 3)
    expect(await ask({ ticket: newer })).toMatchObject({ look: 'noted', outcome: 'queued' })
  })

  test('stops who is inside, cancelled, at the wrong sitting, or has a forged ticket', async () => {
    expect(await ask({ ticket }, new Map([[7, 'then']]))).toMatchObject({
      look: 'stop',
      outcome: 'already-inside',
      since: 'then',
    })
    expect(await ask({ memberId: 11 })).toMatchObject({ look: 'stop', outcome: 'cancelled' })
    const other = signTicket(openTicketKey(secrets, keys.sealedTicketKey), 7, 4)
    expect(await ask({ ticket: other })).toMatchObject({ outcome: 'other-sitting' })
    expect(await ask({ ticket: ticket.replace('t1.7.', 't1.9.') })).toMatchObject({ outcome: 'not-signed' })
    expect(await ask({ ticket: 'menu' })).toMatchObject({ outcome: 'unknown' })
  })
})
