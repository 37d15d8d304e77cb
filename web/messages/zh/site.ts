import type { PartMessages } from '../index.ts'

export const site: PartMessages['site'] = {}
