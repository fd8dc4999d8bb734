import type { Api } from '../../api/types.ts';
import { Button } from '../../ui/Button.tsx';
import type { AddressPatch } from '../address.ts';
import { effectsOf } from '../help/effects.ts';
import { namesOf } from '../names-of.ts';
import { StepLayout } from '../StepLayout.tsx';
import { EnvironmentChoice } from './EnvironmentChoice.tsx';
import { PassportChoice } from './PassportChoice.tsx';

type Props = {
  environment: Api<'Environment'> | null;
  passport: Api<'Passport'> | null;
  /** The cluster is made, and with it its environment is settled. */
  settled?: boolean;
  onChoose(patch: AddressPatch): void;
};

/** Step 1: where the cluster belongs, and the written limits of everything that may ever happen to it. */
export function PassportStep({ environment, onChoose, passport, settled = false }: Props) {
  return (
    <StepLayout effects={effectsOf('passport', 'observe', namesOf(null))}>
      {environment === null ? (
        <EnvironmentChoice onChosen={(id) => onChoose({ environment: id })} />
      ) : (
        <>
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="text-ink-2">Environment</span>
            <bdi className="font-[550]">{environment.name}</bdi>
            {environment.kind !== environment.name && <span className="text-1 text-ink-3">{environment.kind}</span>}
            {!settled && (
              <Button small look="quiet" onClick={() => onChoose({ environment: undefined, passport: undefined })}>
                Choose another environment
              </Button>
            )}
          </p>
          <PassportChoice
            key={environment.id}
            environment={environment}
            chosen={passport}
            onChosen={(id) => onChoose({ environment: environment.id, passport: id })}
          />
        </>
      )}
    </StepLayout>
  );
}
