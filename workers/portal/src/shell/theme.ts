const KEY = 'modekeeper.theme';

export type Theme = 'light' | 'dark';
export type ThemeChoice = Theme | 'system';

/** The person's choice; public/theme.js reads the same key before the first paint. */
export function themeChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === 'dark' || stored === 'light' ? stored : 'system';
  } catch (_storageIsClosed) {
    return 'system';
  }
}

/** Applies a choice at once and keeps it in this browser. */
export function chooseTheme(choice: ThemeChoice): void {
  try {
    if (choice === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch (_storageIsClosed) {
    // The choice then lasts as long as the page.
  }
  applyTheme(choice);
}

function applyTheme(choice: ThemeChoice): void {
  const dark = choice === 'dark' || (choice === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}

/** The theme that is shown now. */
export function currentTheme(): Theme {
  return document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light';
}

/** Calls back when the shown theme changes, for what paints itself (charts). */
export function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  const follow = () => applyTheme(themeChoice());
  system.addEventListener('change', follow);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', follow);
  };
}
