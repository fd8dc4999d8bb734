import type { ReactNode } from 'react';
import { Brand } from '../shell/Brand.tsx';
import { useDocumentTitle } from '../ui/use-document-title.ts';
import { ThemeButton } from './ThemeButton.tsx';

type Props = {
  title: string;
  /** One or two sentences under the heading. */
  lead?: ReactNode;
  children?: ReactNode;
  /** Under the card: the other ways to go. */
  foot?: ReactNode;
};

/** The calm frame of every page outside the signed-in part: the brand and one card. */
export function PublicPage({ title, lead, children, foot }: Props) {
  useDocumentTitle(title);
  return (
    <div className="grid min-h-dvh grid-cols-1 grid-rows-[auto_minmax(0,1fr)]">
      <header className="flex justify-end p-3">
        <ThemeButton />
      </header>
      <main
        id="page"
        className="mx-auto grid w-full max-w-[420px] grid-cols-1 content-center gap-5 px-4 pb-24 max-md:content-start"
      >
        <Brand />
        <div className="grid grid-cols-1 gap-4 rounded-1 border border-line bg-surface p-6 shadow-card max-md:p-4">
          <div className="grid gap-1.5">
            <h1>{title}</h1>
            {lead !== undefined && <div className="text-ink-2">{lead}</div>}
          </div>
          {children}
        </div>
        {foot !== undefined && <div className="grid gap-1.5 px-1 text-ink-2">{foot}</div>}
      </main>
    </div>
  );
}
