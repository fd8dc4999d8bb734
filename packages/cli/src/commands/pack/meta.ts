import { arch, platform, version } from 'node:process';
import { jsonAnswer, memberAt } from '@modekeeper/kube/kubectl';
import { BUILD } from '../../build-info.ts';
import type { Io } from '../../cli/io.ts';
import { kubectlOf } from '../../io/kubectl.ts';
import { keyLine } from '../../io/summary.ts';
import { VERSION } from '../../version.ts';

/** `meta/versions.txt`: what made the pack. */
export async function versionsText(io: Pick<Io, 'env' | 'cwd'>, created_at: string): Promise<string> {
  const { stdout } = await kubectlOf(io)(['version', '--client', '-o', 'json']);
  const lines: [string, unknown][] = [
    ['modekeeper', VERSION],
    ['git_commit', BUILD.git_commit],
    ['git_dirty', BUILD.git_dirty],
    ['node', version],
    ['platform', `${platform}-${arch}`],
    ['kubectl', memberAt(jsonAnswer(stdout), 'clientVersion', 'gitVersion') ?? null],
    ['created_at', created_at],
  ];
  return lines.map((line) => `${keyLine(line)}\n`).join('');
}
