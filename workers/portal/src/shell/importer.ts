type ImportAt = (url: string) => Promise<unknown>;

/** The query makes it another module for the browser; what it imports keeps its own addresses, so nothing else exists twice. */
const importAt: ImportAt = (url) => import(/* @vite-ignore */ url);

/**
 * An import that can be tried again after it failed. Chromium answers every later import of an address with the failure of the first
 * one until the page is loaded anew, so that a moment without a network would last; what failed is therefore asked for under another address.
 */
export function importer<Module>(load: () => Promise<Module>, again: ImportAt = importAt): () => Promise<Module> {
  let failed: string | null = null;
  let tries = 0;
  return async () => {
    try {
      if (failed === null) return await load();
      tries += 1;
      return (await again(`${failed}?again=${tries}`)) as Module;
    } catch (thrown) {
      failed ??= failedAddress(thrown);
      throw thrown;
    }
  };
}

/** The address that could not be imported, as Chromium and Firefox name it; null where the words say none: then `load` is called again. */
function failedAddress(thrown: unknown): string | null {
  const words = thrown instanceof Error ? thrown.message : '';
  return /dynamically imported module: (?<url>\S+)$/.exec(words)?.groups?.url ?? null;
}
