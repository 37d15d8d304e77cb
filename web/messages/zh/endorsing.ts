import type { PartMessages } from '../index.ts'

export const endorsing: PartMessages['endorsing'] = {}
