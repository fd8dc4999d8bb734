import type { Kubectl } from '@modekeeper/kube/kubectl';
import type { ApplySettings } from '../../apply/settings.ts';
import type { Io } from '../../cli/io.ts';
import { kubectlOf } from '../../io/kubectl.ts';
import { resolveFrom } from '../../io/paths.ts';
import type { LoopSettings } from './settings.ts';

/** What a loop needs in order to apply, over all its ticks. */
export type Applying = {
  settings: ApplySettings;
  kubectl: Kubectl;
  /** Folder of apply_state.json, resolved. */
  state_folder: string;
};

/** Null: a dry run. `out`: the command's own folder, where past changes are kept. @throws Refusal when KUBECTL cannot be run */
export function applyingOf(io: Pick<Io, 'env' | 'cwd'>, { apply }: LoopSettings, out: string): Applying | null {
  return apply === null ? null : { settings: apply, kubectl: kubectlOf(io), state_folder: resolveFrom(io, out) };
}
