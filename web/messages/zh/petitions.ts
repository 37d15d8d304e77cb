import type { PartMessages } from '../index.ts'

export const petitions: PartMessages['petitions'] = {}
