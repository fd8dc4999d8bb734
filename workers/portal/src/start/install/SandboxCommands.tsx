import { CodeBlock } from '../../ui/CodeBlock.tsx';
import type { InstallChoice } from '../address.ts';
import { TRAINER } from '../target/SandboxTrainer.tsx';
import { chartsBase } from './files.ts';

/** How commands reach the sandbox's own cluster. */
export function SandboxShell() {
  return (
    <div className="grid min-w-0 gap-2 rounded-1 border border-line bg-canvas px-3 py-2.5 text-ink-2">
      <p>
        <span className="font-[550] text-ink">In this sandbox</span> the commands run against its own cluster: first run the line{' '}
        <code>export KUBECONFIG=…</code> that <code>npm start</code> printed. If this machine has no Helm or kubectl, the sandbox
        built its own:
      </p>
      <CodeBlock
        text={`export PATH="$PATH:$(printf '%s:' "\${XDG_CACHE_HOME:-$HOME/.cache}"/modekeeper/bin/*)"`}
        label="Command to use the sandbox's Helm and kubectl"
      />
    </div>
  );
}

/** Installs the trainer that was chosen in the step before; the command of the connector names where the charts are. */
export function TrainerCommand({ choice, command }: { choice: InstallChoice; command: string }) {
  const charts = chartsBase(command);
  if (choice.target !== TRAINER || choice.container !== TRAINER || charts === null) return null;
  const text = `helm upgrade --install ${TRAINER} ${charts}/trainer --namespace ${choice.target_namespace} --create-namespace`;
  return (
    <div className="grid min-w-0 gap-2">
      <p>Install the trainer to try with, unless it is there already:</p>
      <CodeBlock text={text} label="Command to install the trainer" />
    </div>
  );
}
