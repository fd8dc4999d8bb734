import { formatDuration } from '@modekeeper/evidence/format-time';
import { ChevronRight, Clock } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { serverNow } from '../../time/clock.ts';
import { useNow } from '../../time/use-now.ts';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import type { StepId } from '../address.ts';
import { logsCommand, type Names, type Trouble, troublesOf, USUAL_S } from './troubles.ts';

type Props = {
  step: StepId;
  names: Names;
  /** What the control plane already knows about it; shown first. */
  known?: ReactNode;
};

/** Why a step may not tick. Opens by itself when it takes longer than usual; is always there to be opened. */
export function StepHelp({ known, names, step }: Props) {
  const [since_ms] = useState(serverNow);
  const waited_ms = useNow() - since_ms;
  const late = waited_ms > (USUAL_S[step] ?? 0) * 1_000;
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (late) setOpen(true);
  }, [late]);
  return (
    <details
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      className="group min-w-0 rounded-1 border border-line bg-surface shadow-card"
    >
      <summary className="flex list-none items-center gap-2 px-4 py-3 font-[550]">
        <ChevronRight aria-hidden="true" size={16} className="shrink-0 transition-transform group-open:rotate-90" />
        {late ? 'This takes longer than usual. Why it may not tick' : 'Why it may not tick'}
        <span className="ml-auto flex items-center gap-1.5 text-1 font-normal text-ink-3">
          <Clock aria-hidden="true" size={12} />
          waiting {formatDuration(waited_ms)}
        </span>
      </summary>
      <div className="grid min-w-0 gap-3 border-t border-line px-4 py-3.5">
        {known}
        <p className="text-ink-2">Ask the connector first; its log says what it waits for:</p>
        <CodeBlock text={logsCommand(names)} label="Command to read the connector's log" />
        <ul className="grid min-w-0 gap-3">
          {troublesOf(step, names).map((trouble) => (
            <TroubleItem key={trouble.title} trouble={trouble} />
          ))}
        </ul>
      </div>
    </details>
  );
}

function TroubleItem({ trouble: { command, cure, sign, title } }: { trouble: Trouble }) {
  return (
    <li className="grid min-w-0 gap-1 border-t border-line pt-3">
      <h3 className="font-semibold">{title}</h3>
      <p className="text-ink-2">{sign}</p>
      <p>{cure}</p>
      {command !== undefined && <CodeBlock text={command} label={`Command to check: ${title}`} />}
    </li>
  );
}
