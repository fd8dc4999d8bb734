import { describeProgress, ensureBinaries, run } from '@modekeeper/cluster';

/** The user's own Helm when it is version 4; otherwise the pinned one, built when it is not there yet (about two minutes). */
export async function findHelm(say: (line: string) => void, signal: AbortSignal): Promise<string> {
  const { code, stdout } = await run('helm', ['version', '--template', '{{.Version}}']);
  if (code === 0 && isHelm4(stdout)) return 'helm';
  const { helm } = await ensureBinaries({
    names: ['helm'],
    signal,
    onProgress: (step) => {
      if (step.kind !== 'ready' || !step.cached) say(`  ${describeProgress(step)}`);
    },
  });
  return helm;
}

/** Whether `helm version` names a version 4; older ones apply objects in another way than the charts are tested with. */
export function isHelm4(version: string): boolean {
  return /^v4\.\d+\.\d+/.test(version.trim());
}
