/** Bytes that may wait for a slow reader: above the first it gets what it missed later, above the last it is cut off. */
export const pressure = { soft: 64 * 1024, hard: 1024 * 1024 }

/** Longest time that a reader may lag, in milliseconds, before it is sent away to come again. */
export const slowestMs = 30_000

/** Frames of one line, and commands of one person over all lines. A hall shares one address: never by address. */
export const paces = {
  line: { perSecond: 20, burst: 40 },
  person: { perSecond: 20, burst: 40 },
}

/** So many frames beyond its pace, and a line is closed. */
export const mostExcess = 200

/** How many changes of a room are kept at hand for those who come back. */
export const ringSize = 2_000

/** Most open lines of one person in a room, and of a process. */
export const most = { ofPerson: 8, ofProcess: 20_000 }

/** How long a line may be open without saying what it has seen, in milliseconds. */
export const helloMs = 10_000
