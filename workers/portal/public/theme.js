// Applies the chosen theme before anything is painted; src/shell/theme.ts keeps the same key.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('modekeeper.theme');
  } catch (_storageIsClosed) {
    chosen = null;
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
