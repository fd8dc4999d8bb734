import { ModeKeeperError } from '@modekeeper/contracts';

/** A revoked cluster is refused for good. */
export function clusterRefused(): ModeKeeperError {
  return new ModeKeeperError({
    code: 'cluster_refused',
    message: 'The cluster was revoked, so its connector is refused for good.',
    hint: 'Make a new cluster and install the connector with its token.',
  });
}
