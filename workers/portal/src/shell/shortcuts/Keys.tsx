import { keyLabels } from './key-label.ts';

/** A shortcut's keys, each as a key. */
export function Keys({ keys }: { keys: string }) {
  const separator = keys.includes(' ') ? 'then' : '+';
  return (
    <span className="inline-flex shrink-0 items-center gap-1 text-1 text-ink-3">
      {keyLabels(keys).map((label, index) => (
        <span key={label} className="inline-flex items-center gap-1">
          {index > 0 && separator}
          <kbd className="rounded-1 border border-line-strong bg-surface px-1.5 font-mono text-ink">{label}</kbd>
        </span>
      ))}
    </span>
  );
}
