import { describe, expect, test } from 'vitest'
import { firstWait, laterWait } from '../../../web/lib/live/pace.ts'
import { client, gone, roomServer, snapshotAt } from './room-server.ts'

const soon = { timeout: 5_000, interval: 10 }
const until = (look: () => unknown) => expect.poll(look, soon)

describe('a line to a room, over a socket', () => {
  test('begins with the whole room, tells messages in order, and each once', async () => {
    const server = await roomServer()
    server.onHello = (line) => {
      line.send({ t: 'welcome', snapshot: snapshotAt(5) })
      for (const seq of [6, 7, 7, 6, 8]) line.send({ t: 'msg', seq, m: gone(seq) })
    }
    const { told, states } = client(server.address)
    await until(() => told).toEqual(['all 5', '6', '7', '8'])
    expect(states).toEqual(['open'])
    expect(server.lines[0]!.heard[0]).toEqual({ t: 'hello', epoch: null, lastSeq: 0 })
  })

  test('asks for what is missing, and tells nothing beyond the gap before it is filled', async () => {
    const server = await roomServer()
    server.onHello = (line, { lastSeq, epoch }) => {
      if (epoch === null) {
        line.send({ t: 'welcome', snapshot: snapshotAt(5) })
        line.send({ t: 'msg', seq: 8, m: gone(8) })
        line.send({ t: 'msg', seq: 9, m: gone(9) })
        return
      }
      const missed = [6, 7, 8, 9].filter((seq) => seq > lastSeq).map((seq) => ({ seq, m: gone(seq) }))
      line.send({ t: 'resumed', epoch: 'e1', seq: 9, missed, you: snapshotAt(9).you })
    }
    const { told } = client(server.address)
    await until(() => told).toEqual(['all 5', '6', '7', '8', '9', 'you'])
    expect(server.lines[0]!.heard.filter(({ t }) => t === 'hello')).toHaveLength(2)
  })

  test('a ping that knows more makes it ask, and every ping is answered', async () => {
    const server = await roomServer()
    let hellos = 0
    server.onHello = (line, { lastSeq }) => {
      hellos += 1
      if (hellos === 1) {
        line.send({ t: 'welcome', snapshot: snapshotAt(5) })
        return line.send({ t: 'ping', seq: 6 })
      }
      const missed = [{ seq: lastSeq + 1, m: gone(lastSeq + 1) }]
      line.send({ t: 'resumed', epoch: 'e1', seq: 6, missed, you: snapshotAt(6).you })
    }
    const { told } = client(server.address)
    await until(() => told).toEqual(['all 5', '6', 'you'])
    expect(server.lines[0]!.heard.map(({ t }) => t)).toEqual(['hello', 'pong', 'hello'])
  })

  test('goes on in another order that begins with the room as it stands', async () => {
    const server = await roomServer()
    server.onHello = (line) => {
      line.send({ t: 'welcome', snapshot: snapshotAt(5) })
      line.send({ t: 'epoch', epoch: 'e2', seq: 0 })
      line.send({ t: 'msg', seq: 1, m: gone(1) })
    }
    const { told } = client(server.address)
    await until(() => told).toEqual(['all 5', '1'])
    expect(server.lines[0]!.heard.map(({ t }) => t)).toEqual(['hello'])
  })

  test('after a drop it comes back where it was', async () => {
    const server = await roomServer()
    server.onHello = (line, { epoch, lastSeq }) => {
      if (epoch === null) {
        line.send({ t: 'welcome', snapshot: snapshotAt(5) })
        line.send({ t: 'msg', seq: 6, m: gone(6) })
        return line.close(1012)
      }
      const missed = [{ seq: lastSeq + 1, m: gone(lastSeq + 1) }]
      line.send({ t: 'resumed', epoch, seq: lastSeq + 1, missed, you: snapshotAt(7).you })
    }
    const { told, states } = client(server.address)
    await until(() => told).toEqual(['all 5', '6', '7', 'you'])
    expect(states).toEqual(['open', 'away', 'open'])
    expect(server.lines[1]!.heard[0]).toEqual({ t: 'hello', epoch: 'e1', lastSeq: 6 })
  })

  test('a line on which nothing is heard is given up and opened anew', async () => {
    const server = await roomServer()
    server.onHello = (line) => line.send({ t: 'welcome', snapshot: snapshotAt(5) })
    client(server.address, { deadMs: 60 })
    await until(() => server.lines.length > 2).toBe(true)
  })

  test('comes back when the server asks it to, and not at all where it says so', async () => {
    const server = await roomServer()
    server.onHello = (line) => {
      line.send({ t: 'welcome', snapshot: snapshotAt(5) })
      const last = server.lines.length > 1
      line.send({ t: 'bye', code: last ? 4501 : 1012, retryAfterMs: 30 })
      line.close(1000)
    }
    const { states } = client(server.address, { firstMostMs: 60_000 })
    await until(() => states).toEqual(['open', 'away', 'open', 'stopped 4501'])
    await new Promise((later) => setTimeout(later, 200))
    expect(server.lines).toHaveLength(2)
  })

  test('a device that says the network is gone ends the line, and opens it when it is back', async () => {
    const server = await roomServer()
    server.onHello = (line) => line.send({ t: 'welcome', snapshot: snapshotAt(5) })
    const { states, connection } = client(server.address)
    await until(() => states).toEqual(['open'])
    connection.sleep()
    expect(states).toEqual(['open', 'away'])
    connection.wake()
    await until(() => states).toEqual(['open', 'away', 'open'])
  })
})

describe('where sockets are blocked', () => {
  test('it reads the same order over HTTP, sends the same commands, and goes back to a socket that works', async () => {
    const server = await roomServer()
    server.sockets = false
    server.onHello = (line, { epoch, lastSeq }) =>
      line.send({ t: 'resumed', epoch: epoch!, seq: lastSeq, missed: [], you: snapshotAt(5).you })
    const { told, states, connection } = client(server.address)
    await until(() => told).toEqual(['all 5'])
    server.seq = 7
    await until(() => told).toEqual(['all 5', '6', '7'])
    expect(states).toEqual(['away', 'polling'])
    expect(connection.send({ op: 'unstage', id: 'a' })).toBe(true)
    await until(() => told).toContain('ok')
    expect(server.commands).toEqual([{ op: 'unstage', id: 'a' }])
    server.sockets = true
    await until(() => states).toEqual(['away', 'polling', 'open'])
    expect(server.lines.at(-1)!.heard[0]).toEqual({ t: 'hello', epoch: 'e1', lastSeq: 7 })
  })

  test('while nobody answers at all it goes on trying the socket', async () => {
    const server = await roomServer()
    server.sockets = false
    server.http = false
    server.onHello = (line) => line.send({ t: 'welcome', snapshot: snapshotAt(5) })
    const { told, states } = client(server.address, { socketAgainMs: 60_000 })
    await until(() => states).toEqual(['away'])
    await new Promise((later) => setTimeout(later, 150))
    server.sockets = true
    await until(() => told).toEqual(['all 5'])
    expect(states).toEqual(['away', 'open'])
  })
})

describe('the pace of coming back', () => {
  test('three thousand people spread over five seconds, thirty over a tenth of one', () => {
    expect(firstWait(3000, 1)).toBe(5000)
    expect(firstWait(30, 1)).toBe(100)
    expect(firstWait(3000, 0.5)).toBe(2500)
  })
  test('later waits double up to twenty seconds', () => {
    expect([1, 2, 3, 9].map((failures) => laterWait(failures, 1))).toEqual([1000, 2000, 4000, 20_000])
    expect(laterWait(9, 0.25)).toBe(5000)
  })
})
