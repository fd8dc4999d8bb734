import type { KillReading } from '@modekeeper/contracts';
import { isSwitchedOn } from '@modekeeper/engine';

const KILL_ENVIRONMENT = 'MODEKEEPER_KILL_SWITCH';
/** Annotation of a target's namespace; also the condition of the guard policy, outside our process. */
const APPLY_ANNOTATION = 'modekeeper/apply';
/** Key of ConfigMap `<release>-kill`. */
const KILL_KEY = 'kill_switch';

type Source = KillReading['source'];
type State = KillReading['state'];

function reading(source: Source, name: string, state: State): KillReading {
  return { source, name, state, signal: state === 'on' || state === 'verify_only' ? `${source}:${name}` : null };
}

export function readEnvironment(value: string | undefined): KillReading {
  return reading('env', KILL_ENVIRONMENT, isSwitchedOn(value) ? 'on' : 'off');
}

export type FileAnswer =
  | { readonly kind: 'found'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed' };

/** A configured file that is not there was taken away by somebody: on. One that is there and cannot be read is unreadable. */
export function readFileSource(base_name: string, answer: FileAnswer): KillReading {
  if (answer.kind === 'failed') return reading('file', base_name, 'unreadable');
  return reading('file', base_name, answer.kind === 'missing' || isSwitchedOn(answer.text) ? 'on' : 'off');
}

export type ConfigMapAnswer =
  | { readonly kind: 'found'; readonly data: Readonly<Record<string, string>> }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed' };

/**
 * ConfigMap `<release>-kill`, key `kill_switch`. The chart makes it with "off", so that an absent object or key was removed by
 * somebody: that is read as on. Only an answer that did not come is unreadable.
 */
export function readConfigMap(namespace: string, name: string, answer: ConfigMapAnswer): KillReading {
  if (answer.kind === 'failed') return reading('configmap', `${namespace}/${name}`, 'unreadable');
  const value = answer.kind === 'found' ? answer.data[KILL_KEY] : undefined;
  return reading('configmap', `${namespace}/${name}`, value === undefined || isSwitchedOn(value) ? 'on' : 'off');
}

export type NamespaceAnswer =
  | { readonly kind: 'found'; readonly annotations: Readonly<Record<string, string>> }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed' };

/** `modekeeper/apply`: `enabled` is off, `verify` lets dry runs through, anything else, or absent, is on (safety.md, section 2). */
export function readNamespace(namespace: string, answer: NamespaceAnswer): KillReading {
  if (answer.kind === 'failed') return reading('namespace', namespace, 'unreadable');
  const value = answer.kind === 'found' ? answer.annotations[APPLY_ANNOTATION] : undefined;
  if (value === 'enabled') return reading('namespace', namespace, 'off');
  return reading('namespace', namespace, value === 'verify' ? 'verify_only' : 'on');
}
