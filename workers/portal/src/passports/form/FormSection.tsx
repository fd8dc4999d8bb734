import type { ReactNode } from 'react';

/** A part of the form with what it decides, in words. */
export function FormSection({ title, lead, children }: { title: string; lead: ReactNode; children: ReactNode }) {
  return (
    <section className="grid min-w-0 gap-3 border-t border-line px-4 py-4 first-of-type:border-t-0">
      <div>
        <h3 className="font-semibold">{title}</h3>
        <p className="max-w-[64ch] text-1 text-ink-2">{lead}</p>
      </div>
      {children}
    </section>
  );
}
