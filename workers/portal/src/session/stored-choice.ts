const KEY = 'modekeeper.scope';

export type Choice = { organization_id: string | null; environment_id: string | null };
const NOTHING: Choice = { organization_id: null, environment_id: null };

/** The last choice of this tab, else of this browser. A storage that is closed or spoilt counts as no choice. */
export function readChoice(): Choice {
  try {
    const text = sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY);
    const value: unknown = text === null ? null : JSON.parse(text);
    if (typeof value !== 'object' || value === null) return NOTHING;
    const { environment_id, organization_id } = value as Record<string, unknown>;
    return { organization_id: textOrNull(organization_id), environment_id: textOrNull(environment_id) };
  } catch (_storageIsClosed) {
    return NOTHING;
  }
}

export function storeChoice(choice: Choice): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(choice));
    localStorage.setItem(KEY, JSON.stringify(choice));
  } catch (_storageIsClosed) {
    // Private windows may refuse; the choice then lasts as long as the page.
    return;
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
