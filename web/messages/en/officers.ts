import type { Messages } from '../index.ts'

export const officers: Messages['officers'] = {}
