import { type FormEvent, useState } from 'react';
import { isSandbox } from '../../deployment.ts';
import { Button } from '../../ui/Button.tsx';
import { Actions } from '../../ui/Dialog.tsx';
import type { InstallChoice, Mode } from '../address.ts';
import { effectsOf } from '../help/effects.ts';
import { defaultRelease } from '../names.ts';
import { StepLayout } from '../StepLayout.tsx';
import type { Guide } from '../use-guide.ts';
import { choiceProblems } from './choice-problems.ts';
import { ModeChoice } from './ModeChoice.tsx';
import { SandboxTrainer, TRAINER } from './SandboxTrainer.tsx';
import { PlaceFields, WorkloadFields } from './WorkloadFields.tsx';

/** Step 3: how far it may go, for which workload, and where the connector runs. */
export function TargetStep({ guide }: { guide: Guide }) {
  const { address, cluster, go } = guide;
  const [choice, setChoice] = useState<InstallChoice>(() => firstChoice(guide));
  const [tried, setTried] = useState(false);
  const set = (patch: Partial<InstallChoice>) => setChoice((before) => ({ ...before, ...patch }));
  const problems = choiceProblems(choice);
  const shown = tried ? problems : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length > 0) return;
    go({ ...choice, container: choice.container || choice.target });
  };
  return (
    <StepLayout
      effects={effectsOf('target', choice.mode, {
        ...choice,
        target_namespace: choice.target_namespace || 'the workload’s namespace',
      })}
    >
      <form onSubmit={submit} noValidate className="grid min-w-0 gap-5">
        <ModeChoice value={choice.mode} onChange={(mode: Mode) => set({ mode })} />
        {isSandbox() && (
          <SandboxTrainer
            chosen={choice.target_namespace !== '' && choice.target === TRAINER}
            onChoose={(target_namespace) => set({ target_namespace, target: TRAINER, container: TRAINER })}
            cluster_name={cluster?.name ?? ''}
          />
        )}
        <WorkloadFields choice={choice} problems={shown} onChange={set} />
        <PlaceFields choice={choice} problems={shown} onChange={set} />
        <Actions>
          <Button type="submit" look="primary">
            {address.mode === undefined ? 'Make files and commands' : 'Make files and commands again'}
          </Button>
        </Actions>
      </form>
    </StepLayout>
  );
}

function firstChoice({ address, cluster }: Guide): InstallChoice {
  const release = defaultRelease(cluster?.name ?? '', isSandbox());
  return {
    mode: address.mode ?? 'observe',
    namespace: address.namespace ?? release,
    release: address.release ?? release,
    target_namespace: address.target_namespace ?? '',
    target: address.target ?? '',
    container: address.container ?? '',
  };
}
