import { type ComponentType, useCallback, useState } from 'react';
import { importer } from '../shell/importer.ts';
import { PageNotHere } from './PageNotHere.tsx';

/**
 * A page whose code comes in a file of its own. The router's own way loads the whole portal anew when the file does not come: without a
 * network that puts the browser's error page in place of everything. Here the frame stays, with the stop button, and the page says what
 * is missing.
 */
export function lazyPage<const Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) {
  const fetchModule = importer(load);
  let page: ComponentType | undefined;
  let coming: Promise<boolean> | undefined;
  /** True once the code is here. */
  const fetchCode = (): Promise<boolean> => {
    coming ??= fetchModule()
      .then(
        (module) => {
          page = module[name];
          return true;
        },
        // The page tells it, and goes on trying.
        () => false,
      )
      .finally(() => {
        coming = undefined;
      });
    return coming;
  };
  function LazyPage() {
    const [, setHere] = useState(page !== undefined);
    const onHere = useCallback(() => setHere(true), []);
    const Page = page;
    return Page === undefined ? <PageNotHere fetchCode={fetchCode} onHere={onHere} /> : <Page />;
  }
  return Object.assign(LazyPage, {
    /** Awaited by the router before it shows the page, and at pointing at a link. */
    preload: async () => {
      if (page === undefined) await fetchCode();
    },
  });
}
