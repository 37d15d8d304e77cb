import type { Messages } from '../index.ts'

export const petitions: Messages['petitions'] = {}
