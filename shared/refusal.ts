import type { ProblemCode } from './problems.ts'

type Details = { field?: string; params?: Record<string, string | number> }

/** A refusal the caller can understand and act on. Anything else that is thrown is a fault of ours and becomes a 500. */
export class Refusal extends Error {
  readonly code: ProblemCode
  /** The form field it belongs to, where there is one. */
  readonly field: string | undefined
  readonly params: Record<string, string | number>
  constructor(code: ProblemCode, { field, params = {} }: Details = {}) {
    super(code)
    this.code = code
    this.field = field
    this.params = params
  }
}
