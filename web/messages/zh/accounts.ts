import type { PartMessages } from '../index.ts'

export const accounts: PartMessages['accounts'] = {}
