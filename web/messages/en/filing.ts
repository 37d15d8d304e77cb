import type { Messages } from '../index.ts'

export const filing: Messages['filing'] = {}
