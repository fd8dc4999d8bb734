const KEY = 'modekeeper.signed_in';

let seen = false;

/** Somebody is signed in: when that ends by itself, the sign-in page says so. */
export function noteSignedIn(): void {
  if (seen) return;
  seen = true;
  write('1');
}

/** They signed out, or chose a new password: being asked to sign in again is no surprise. */
export function noteSignedOut(): void {
  seen = false;
  write(null);
}

/** Whether this browser had a session that nobody ended here. */
export function wasSignedIn(): boolean {
  if (seen) return true;
  try {
    return localStorage.getItem(KEY) !== null;
  } catch (_storageIsClosed) {
    return false;
  }
}

function write(value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, value);
  } catch (_storageIsClosed) {
    // Then the sign-in page does not say why it asks.
    return;
  }
}
