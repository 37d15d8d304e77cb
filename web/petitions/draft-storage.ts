import type { PetitionDraft } from '../../shared/petitions.ts'

/** What this browser keeps of a draft: for visitors, and while there is no network. */
export type DeviceDraft = {
  text: PetitionDraft
  /** Version on the server that the text was written on; null where there was none. */
  version: string | null
  /** ISO 8601 instant by the device's clock. */
  savedAt: string
}

const prefix = 'sotong-draft:'

/** False where the browser keeps nothing: storage switched off or full. */
export function keepOnDevice(draftId: string, draft: DeviceDraft): boolean {
  try {
    localStorage.setItem(prefix + draftId, JSON.stringify(draft))
    return true
  } catch {
    return false
  }
}

/** Null where there is none, or something else than we wrote. */
export function draftOnDevice(draftId: string): DeviceDraft | null {
  try {
    const { text, version, savedAt } = JSON.parse(
      localStorage.getItem(prefix + draftId) ?? '{}',
    ) as DeviceDraft
    const { dongs, ...texts } = text
    const readable = Array.isArray(dongs) && Object.values(texts).every((one) => typeof one === 'string')
    return readable && !Number.isNaN(Date.parse(savedAt)) ? { text, version, savedAt } : null
  } catch {
    return null
  }
}

export function forgetOnDevice(draftId: string) {
  try {
    localStorage.removeItem(prefix + draftId)
  } catch {
    // Where nothing can be kept there is nothing to forget.
  }
}

/** All drafts on this device, the newest first. */
export function draftsOnDevice(): { draftId: string; draft: DeviceDraft }[] {
  let keys: string[] = []
  try {
    keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix))
  } catch {
    return []
  }
  return keys
    .flatMap((key) => {
      const draftId = key.slice(prefix.length)
      const draft = draftOnDevice(draftId)
      return draft ? [{ draftId, draft }] : []
    })
    .toSorted((a, b) => b.draft.savedAt.localeCompare(a.draft.savedAt))
}
