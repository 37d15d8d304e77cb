import type { messages } from './ko/index.ts'

type Shape<T> = T extends (...values: infer V) => string
  ? (...values: V) => string
  : T extends string
    ? string
    : { [K in keyof T]: Shape<T[K]> }

/** Every visible word. Korean is the model; English must have each key, or types fail. */
export type Messages = Shape<typeof messages>

/** Languages that are not whole yet read English where a word is missing. */
export type PartMessages = { [K in keyof Messages]?: Partial<Messages[K]> }
