import type { ReactNode } from 'react';
import { useDocumentTitle } from './use-document-title.ts';

type Props = {
  /** Of the document and, unless `heading` is given, of the page. */
  title: string;
  heading?: ReactNode;
  lead?: ReactNode;
  /** Where this page is: links, from far to near. */
  crumbs?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
};

/** The frame of every page: document title, crumbs, one h1, actions. */
export function Page({ title, heading, lead, crumbs, actions, children }: Props) {
  useDocumentTitle(title);
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      {crumbs !== undefined && (
        <nav aria-label="Breadcrumb" className="flex flex-wrap items-center gap-1 text-1 text-ink-3">
          {crumbs}
        </nav>
      )}
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid min-w-0 grid-cols-1 gap-1">
          <h1 className="break-words">{heading ?? title}</h1>
          {lead !== undefined && <div className="max-w-[74ch] text-ink-2">{lead}</div>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
