import type { Messages } from '../index.ts'

export const desk: Messages['desk'] = {}
