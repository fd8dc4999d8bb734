import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useScope } from '../session/organization.ts';
import { importer } from '../shell/importer.ts';
import { environmentsQuery } from '../shell/ScopeSwitch.tsx';
import { useCode } from '../shell/use-code.ts';
import { changeAddress } from '../start/address.ts';
import { Skeleton } from '../ui/Skeleton.tsx';

const loadStep = importer(() => import('../start/passport/PassportStep.tsx'));

/** An organization without a cluster: the first step of the guide, at once. */
export function FirstStep() {
  const { organization } = useScope();
  const navigate = useNavigate();
  const { data } = useQuery(environmentsQuery(organization.id));
  const [chosen, setChosen] = useState<string>();
  const code = useCode(loadStep, true);
  const environment = data?.items.find(({ id }) => id === chosen) ?? null;
  return (
    <section aria-labelledby="first-step" className="grid min-w-0 gap-1">
      <h2 id="first-step" className="text-3 font-semibold">
        Nothing is connected yet
      </h2>
      <p className="max-w-[74ch] text-ink-2">
        Begin with the environment and the passport: the written limits of everything that may ever be proposed. The guide then
        leads to the cluster, one step at a time, and shows what each may do there.
      </p>
      {code === null ? (
        <Skeleton className="mt-3 h-48" />
      ) : (
        <code.PassportStep
          environment={environment}
          passport={null}
          onChoose={(patch) => {
            setChosen(patch.environment);
            if (patch.passport !== undefined) void navigate({ to: '/start', search: changeAddress({}, patch) });
          }}
        />
      )}
    </section>
  );
}
