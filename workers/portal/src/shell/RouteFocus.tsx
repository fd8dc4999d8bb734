import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/** Later than what a dialog that closes does with the focus. */
const AFTER_DIALOGS_MS = 50;

/**
 * After going to another page: the focus stands on its heading, and its title is read out. Without it a screen reader stays silent and
 * the keyboard starts where the old page's link was. A changed filter is the same page.
 */
export function RouteFocus() {
  const router = useRouter();
  const [title, setTitle] = useState('');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const unsubscribe = router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
      if (fromLocation === undefined || !pathChanged) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        setTitle(document.title.replace(/ · ModeKeeper$/, ''));
        focusPage();
      }, AFTER_DIALOGS_MS);
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [router]);
  return (
    <p aria-live="polite" className="sr-only">
      {title}
    </p>
  );
}

/** Moves the focus to the page's heading; what is open above it, or a field that the page chose itself, keeps it. */
function focusPage(): void {
  const page = document.getElementById('page');
  if (page === null || document.querySelector('[role="dialog"]') !== null) return;
  if (document.activeElement !== page && page.contains(document.activeElement)) return;
  const heading = page.querySelector<HTMLElement>('h1');
  if (heading !== null) heading.tabIndex = -1;
  (heading ?? page).focus({ preventScroll: true });
}
