/** Unsaved text of a passport, kept in the tab over a reload or a session that ran out. Never the only place of anything saved. */
type KeptDraft = { readonly base_version: number; readonly text: string };

const keyOf = (user_id: string, passport_id: string): string => `modekeeper.draft.${user_id}.${passport_id}`;

export function readDraft(user_id: string, passport_id: string): KeptDraft | null {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(keyOf(user_id, passport_id)) ?? 'null');
    if (typeof value !== 'object' || value === null) return null;
    const { base_version, text } = value as Record<string, unknown>;
    return typeof base_version === 'number' && typeof text === 'string' ? { base_version, text } : null;
  } catch (_storageIsClosed) {
    return null;
  }
}

/** null: there is nothing unsaved any more. */
export function keepDraft(user_id: string, passport_id: string, draft: KeptDraft | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(keyOf(user_id, passport_id));
    else sessionStorage.setItem(keyOf(user_id, passport_id), JSON.stringify(draft));
  } catch (_storageIsClosed) {
    // Private windows and full storages may refuse; the text then lasts as long as the page.
    return;
  }
}
