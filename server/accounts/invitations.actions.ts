import type { Deps } from '../platform/deps.ts'
export async function firstAdministratorLink(_deps: Deps, _say: (line: string) => void): Promise<void> {}
