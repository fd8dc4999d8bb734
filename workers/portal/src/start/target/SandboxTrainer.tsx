import { Check, FlaskConical } from 'lucide-react';
import { Button } from '../../ui/Button.tsx';
import { toLabel } from '../names.ts';

/** Release, Deployment and container of the sandbox's trainer. */
export const TRAINER = 'trainer';

type Props = { chosen: boolean; cluster_name: string; onChoose(namespace: string): void };

/** In the sandbox: a workload to try with, in a namespace of one's own. */
export function SandboxTrainer({ chosen, cluster_name, onChoose }: Props) {
  const own = `train-${toLabel(cluster_name, 50) || 'mine'}`;
  return (
    <section aria-label="Sandbox" className="grid min-w-0 gap-2 rounded-1 border border-line bg-canvas px-3 py-2.5">
      <p className="flex items-center gap-2 font-[550]">
        <FlaskConical aria-hidden="true" size={16} className="shrink-0" />
        This is a sandbox: you can try with a trainer of your own
      </p>
      <p className="text-ink-2">
        It is a small job that slows down in bursts, so that there is something to find. The next step begins with the command
        that installs it.
      </p>
      <p>
        <Button small onClick={() => onChoose(own)} aria-pressed={chosen}>
          {chosen && <Check aria-hidden="true" size={14} />}
          Use a trainer of my own
        </Button>
      </p>
    </section>
  );
}
