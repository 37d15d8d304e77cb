import type { PartMessages } from '../index.ts'

export const filing: PartMessages['filing'] = {}
