import { Eye, EyeOff, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Api } from '../../api/types.ts';
import { isSandbox } from '../../deployment.ts';
import { Button } from '../../ui/Button.tsx';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import type { InstallChoice } from '../address.ts';
import { useKnownToken } from '../token-memory.ts';
import { asOnePaste, withToken } from './files.ts';
import { PasteButton } from './PasteButton.tsx';
import { SandboxShell, TrainerCommand } from './SandboxCommands.tsx';
import { TokenLine, useTokenExpired } from './TokenLine.tsx';

type Props = { install: Api<'Install'>; cluster: Api<'ClusterDetail'>; choice: InstallChoice };

/** Each command with who runs it, what it grants, and its file to review. */
export function InstallCommands({ choice, cluster, install: { notes, steps, token_placeholder } }: Props) {
  const known = useKnownToken(cluster.id);
  const expired = useTokenExpired(known);
  const [hidden, setHidden] = useState(true);
  const token = known === undefined || expired ? null : known.token;
  const many = steps.length > 1;
  return (
    <>
      {isSandbox() && <SandboxShell />}
      {isSandbox() && <TrainerCommand choice={choice} command={steps.at(-1)?.command ?? ''} />}
      <TokenLine cluster_id={cluster.id} known={known} expired={expired} />
      <p>
        {many
          ? `${steps.length} commands, in this order; each says who must run it. Review every file first: what it says is what the connector may do.`
          : 'Review the file: what it says is what the connector may do. Save it, and run the command beside it.'}
      </p>
      <ol className="grid min-w-0 gap-5">
        {steps.map((step, index) => {
          const files = step.files.map(({ content, name }) => ({
            name,
            ...withToken(content, token_placeholder, token, hidden),
          }));
          const holdsToken = step.files.some(({ content }) => content.includes(token_placeholder));
          const paste = asOnePaste(
            files.map(({ name, text }) => ({ name, content: text })),
            step.command,
          );
          return (
            <InstallPart key={step.command} step={step} heading={many ? `Command ${index + 1} of ${steps.length}` : null}>
              {files.map(({ name, shown, text }) => (
                <CodeBlock key={name} text={text} shown={shown} label={name} fileName={name} />
              ))}
              {holdsToken && token !== null && (
                <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-1 text-ink-2">
                  <Button small onClick={() => setHidden(!hidden)} aria-pressed={!hidden}>
                    {hidden ? <Eye aria-hidden="true" size={14} /> : <EyeOff aria-hidden="true" size={14} />}
                    {hidden ? 'Show the token' : 'Hide the token'}
                  </Button>
                  Copy and download hold the token in either case.
                </p>
              )}
              <CodeBlock text={step.command} label={many ? `Command ${index + 1}` : 'Command'} />
              {files.length > 0 && (
                <PasteButton
                  text={paste}
                  forbidden={holdsToken && token === null ? 'The file lacks its token: make a new token first.' : null}
                />
              )}
            </InstallPart>
          );
        })}
      </ol>
      {notes.length > 0 && (
        <ul className="grid gap-2">
          {notes.map((note) => (
            <li key={note} className="flex items-start gap-2 rounded-1 bg-warn-soft px-3 py-2">
              <TriangleAlert aria-hidden="true" size={16} className="mt-0.5 shrink-0 text-warn" />
              {note}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function InstallPart({
  children,
  heading,
  step: { grants, who },
}: {
  children: ReactNode;
  heading: string | null;
  step: Api<'InstallStep'>;
}) {
  return (
    <li className="grid min-w-0 gap-2.5 border-t border-line pt-4 first:border-t-0 first:pt-0">
      {heading !== null && <h3 className="font-semibold">{heading}</h3>}
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-3 gap-y-1 max-md:grid-cols-1 max-md:gap-y-0">
        <dt className="text-ink-2">Who runs it</dt>
        <dd className="font-[550] max-md:mb-1">{who}</dd>
        <dt className="text-ink-2">What it grants</dt>
        <dd>{grants}</dd>
      </dl>
      {children}
    </li>
  );
}
