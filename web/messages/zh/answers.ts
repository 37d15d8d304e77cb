import type { PartMessages } from '../index.ts'

export const answers: PartMessages['answers'] = {}
