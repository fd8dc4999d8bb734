import type { HelloBody } from '@modekeeper/contracts';
import type { InstallChoice } from './address.ts';
import type { Names } from './help/troubles.ts';

/** Names for commands and sentences. Where the address no longer holds the choice: what the connector reports, else words to fill in. */
export function namesOf(choice: InstallChoice | null, hello?: HelloBody | null): Names {
  if (choice !== null) return choice;
  const target = hello?.targets[0]?.target;
  return {
    release: 'RELEASE',
    namespace: 'NAMESPACE',
    target_namespace: target?.namespace ?? 'WORKLOAD_NAMESPACE',
    target: target?.name ?? 'DEPLOYMENT',
    container: 'CONTAINER',
  };
}
