import type { ConnectorConfig, EnrollResponse } from '@modekeeper/contracts';
import type { Cluster } from '@modekeeper/kube';
import type { Signer } from '@modekeeper/trust';
import type { Environment } from './config/environment.ts';
import type { TrustMaterial } from './config/trust-material.ts';
import type { Journal } from './journal/codec.ts';
import type { DurableDocument } from './journal/durable-document.ts';
import type { ConnectorState } from './journal/state-codec.ts';
import type { KillSwitch } from './kill/kill-switch.ts';
import type { ApiClock } from './license/api-clock.ts';
import type { LicenseKeeper } from './license/license-keeper.ts';
import type { Clock, Counters, Log, RandomSource } from './ports.ts';

/** What the rooms share; made once in `main.ts`. Holds ports and durable documents, no decisions. */
export interface Core {
  readonly version: string;
  readonly environment: Environment;
  readonly config: ConnectorConfig;
  readonly trust: TrustMaterial;
  readonly signer: Signer;
  /** Takes a new key when an operator asked for one; before each connection, so that no session is cut by it. */
  readonly renewKey: () => Promise<void>;
  readonly enrollment: EnrollResponse;
  readonly cluster_uid: string;
  readonly cluster: Cluster;
  readonly journal: DurableDocument<Journal>;
  readonly state: DurableDocument<ConnectorState>;
  readonly kill: KillSwitch;
  readonly license: LicenseKeeper;
  readonly api_clock: ApiClock;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly log: Log;
  readonly counters: Counters;
}

/** Whole epoch seconds, as signed documents want them. */
export function nowS(core: Pick<Core, 'clock'>): number {
  return Math.floor(core.clock.now_ms() / 1000);
}
