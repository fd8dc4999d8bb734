import { parseArgs } from 'node:util';
import { ModeKeeperError } from '@modekeeper/contracts';

export type SandboxFlags = { kind: 'sandbox'; port: number; reset: boolean; open: boolean };
export type OwnClusterFlags = {
  kind: 'own-cluster';
  port: number;
  kubeconfig: string;
  context: string | undefined;
  namespace: string;
  target: string;
  mode: 'observe' | 'verify' | 'apply';
  open: boolean;
  yes: boolean;
  remove: boolean;
};

const MODES = ['observe', 'verify', 'apply'] as const;
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

export const USAGE = `npm start [-- --port PORT] [--open] [--reset]
npm start -- --kubeconfig FILE [--context C] --namespace NS --target deployment/NAME [--mode observe|verify|apply] [--open] [--yes] [--remove]`;

function usage(message: string): never {
  throw new ModeKeeperError({ code: 'invalid_input', message, hint: `Use: ${USAGE.replace('\n', '  or  ')}` });
}

/** Reads the command line of a program that knows switches only. @throws `invalid_input` */
export function readSwitches<Name extends string>(
  program: string,
  names: readonly Name[],
  args: readonly string[] = process.argv.slice(2),
): ReadonlySet<Name> {
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'boolean' as const }]));
    const { values } = parseArgs({ args: [...args], options });
    return new Set(names.filter((name) => values[name] === true));
  } catch (cause) {
    const hint = names.length === 0 ? `Use: ${program}` : `Use: ${program} [-- ${names.map((name) => `--${name}`).join(' ')}]`;
    throw new ModeKeeperError({ code: 'invalid_input', message: parserWords(cause), hint, cause });
  }
}

/** The parser's first sentence, as a sentence: what follows are hints for programmers. */
function parserWords(cause: unknown): string {
  const [first = ''] = (cause instanceof Error ? cause.message : String(cause)).split(/\. |\n/);
  return `${first.replace(/\.$/, '')}.`;
}

/** Reads the command line of `npm start`. @throws `invalid_input` */
export function readFlags(args: string[]): SandboxFlags | OwnClusterFlags {
  const values = parse(args);
  const port = values.port === undefined ? 8787 : Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65535) usage(`--port ${values.port} is not a port number.`);
  if (values.kubeconfig === undefined) {
    const stray = (['context', 'namespace', 'target', 'mode', 'remove', 'yes'] as const).find(
      (name) => values[name] !== undefined,
    );
    if (stray) usage(`--${stray} goes with --kubeconfig.`);
    return { kind: 'sandbox', port, reset: values.reset ?? false, open: values.open ?? false };
  }
  const { namespace, target, mode = 'observe' } = values;
  if (!namespace || !DNS_LABEL.test(namespace)) usage('--namespace must name the namespace of the workload.');
  const name = target?.match(/^deployment\/(.+)$/)?.[1];
  if (!name || !DNS_SUBDOMAIN.test(name)) usage('--target must be deployment/NAME.');
  const chosen = MODES.find((each) => each === mode) ?? usage(`--mode ${mode} is not one of ${MODES.join(', ')}.`);
  return {
    kind: 'own-cluster',
    port,
    kubeconfig: values.kubeconfig,
    context: values.context,
    namespace,
    target: name,
    mode: chosen,
    open: values.open ?? false,
    yes: values.yes ?? false,
    remove: values.remove ?? false,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string' },
        open: { type: 'boolean' },
        reset: { type: 'boolean' },
        kubeconfig: { type: 'string' },
        context: { type: 'string' },
        namespace: { type: 'string' },
        target: { type: 'string' },
        mode: { type: 'string' },
        yes: { type: 'boolean' },
        remove: { type: 'boolean' },
      },
    }).values;
  } catch (cause) {
    return usage(parserWords(cause));
  }
}
