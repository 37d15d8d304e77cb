import type { Messages } from '../index.ts'

export const answers: Messages['answers'] = {}
