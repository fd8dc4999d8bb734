import { canIAnswer, jsonAnswer, memberAt } from './answers.ts';
import type { Kubectl, KubectlResult } from './run-kubectl.ts';

export type DiagnosticFault = {
  name: 'kubectl_version' | 'server_version' | 'auth_can_i_patch_deployments' | 'auth_can_i_get_deployments';
  error: string;
  /** Only for plans with several namespaces. */
  namespace: string | null;
  rc: number | null;
  stderr: string | null;
  detail: string | null;
};
export type Diagnostics = {
  kubectl_version: string | null;
  server_version: string | null;
  auth_can_i_patch_deployments: boolean | null;
  auth_can_i_get_deployments: boolean | null;
  auth_can_i_patch_deployments_by_namespace: Record<string, boolean | null>;
  auth_can_i_get_deployments_by_namespace: Record<string, boolean | null>;
};
type Faulty = (fault: DiagnosticFault) => void;
/** `kubectl` null: it is missing, and nothing is asked. */
type Asked = { kubectl: Kubectl | null; fault: Faulty };

/** What helps to understand a blocker: versions, and what the account may do in each namespace. Never blocks; faults are told. */
export async function diagnose(asked: Asked, namespaces: readonly string[]): Promise<Diagnostics> {
  const kubectl_version = await ask(asked, 'kubectl_version', 'client_version_exception', null, clientVersion);
  const server_version = await ask(asked, 'server_version', 'server_version_exception', null, serverVersion);
  const patch: Record<string, boolean | null> = {};
  const get: Record<string, boolean | null> = {};
  for (const namespace of namespaces) {
    const shown = namespaces.length > 1 ? namespace : null;
    const canI = (verb: 'patch' | 'get') =>
      ask(asked, `auth_can_i_${verb}_deployments`, 'auth_can_i_exception', shown, (kubectl, fail) =>
        mayI(kubectl, fail, namespace, verb),
      );
    patch[namespace] = await canI('patch');
    get[namespace] = await canI('get');
  }
  const [only] = namespaces.length === 1 ? namespaces : [];
  return {
    kubectl_version,
    server_version,
    auth_can_i_patch_deployments: only === undefined ? null : (patch[only] ?? null),
    auth_can_i_get_deployments: only === undefined ? null : (get[only] ?? null),
    auth_can_i_patch_deployments_by_namespace: patch,
    auth_can_i_get_deployments_by_namespace: get,
  };
}

type Fail = (error: string, result: KubectlResult) => null;

async function ask<T>(
  { fault, kubectl }: Asked,
  name: DiagnosticFault['name'],
  exception: string,
  namespace: string | null,
  question: (kubectl: Kubectl, fail: Fail) => Promise<T | null>,
): Promise<T | null> {
  const empty = { name, namespace, rc: null, stderr: null, detail: null };
  if (kubectl === null) {
    fault({ ...empty, error: 'kubectl_not_found' });
    return null;
  }
  try {
    return await question(kubectl, (error, result) => {
      const { rc, stderr } = result;
      fault({ ...empty, error: result.error === 'not_found' ? 'kubectl_not_found' : error, rc, stderr: stderr.trim() });
      return null;
    });
  } catch (error) {
    fault({ ...empty, error: exception, detail: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

async function clientVersion(kubectl: Kubectl, fail: Fail): Promise<string | null> {
  const json = await kubectl(['version', '--client', '-o', 'json']);
  const version = textAt(json.stdout, 'clientVersion');
  if (version !== null) return version;
  // Releases that know no JSON here know this.
  const short = await kubectl(['version', '--client', '--short']);
  const found = short.rc === 0 ? /\bv\d+\.\d+\S*/.exec(short.stdout)?.[0] : undefined;
  if (found !== undefined) return found;
  return fail(json.rc !== 0 && short.rc !== 0 ? 'client_version_failed' : 'client_version_unavailable', short);
}

async function serverVersion(kubectl: Kubectl, fail: Fail): Promise<string | null> {
  const answer = await kubectl(['version', '-o', 'json']);
  if (answer.rc !== 0) return fail('server_version_failed', answer);
  return textAt(answer.stdout, 'serverVersion') ?? fail('server_version_unavailable', answer);
}

async function mayI(kubectl: Kubectl, fail: Fail, namespace: string, verb: string): Promise<boolean | null> {
  // A plain "no" ends with 1 as well, so that the answer decides and not the exit code.
  const answer = await kubectl(['-n', namespace, 'auth', 'can-i', verb, 'deployments']);
  return canIAnswer(answer.stdout) ?? fail('auth_can_i_unexpected_output', answer);
}

function textAt(answer: string, side: 'clientVersion' | 'serverVersion'): string | null {
  const version = memberAt(jsonAnswer(answer), side, 'gitVersion');
  return typeof version === 'string' && version !== '' ? version : null;
}
