import { isDnsLabel, isDnsSubdomain } from './names.ts';

export const MODES = ['observe', 'verify', 'apply'] as const;
export type Mode = (typeof MODES)[number];
export const STEPS = ['passport', 'cluster', 'target', 'install', 'confirm', 'connected', 'observation', 'proposal'] as const;
export type StepId = (typeof STEPS)[number];

/** What the guide keeps in its address, so that a reload or another day goes on where it was. Nothing secret: never a token. */
export type GuideAddress = {
  environment?: string;
  passport?: string;
  cluster?: string;
  mode?: Mode;
  namespace?: string;
  release?: string;
  target_namespace?: string;
  target?: string;
  container?: string;
  /** A step that is looked at again; without it the first that is not done. */
  step?: StepId;
};
/** A change of the address; undefined takes a part out. */
export type AddressPatch = { [Key in keyof GuideAddress]?: GuideAddress[Key] | undefined };
/** Everything that the install files are made from. */
export type InstallChoice = Required<
  Pick<GuideAddress, 'mode' | 'namespace' | 'release' | 'target_namespace' | 'target' | 'container'>
>;

const ID = /^[a-z]{2,3}_[0-9A-Z]{26}$/;
const isId = (text: string) => ID.test(text);

const isOneOf =
  <const T extends string>(values: readonly T[]) =>
  (text: string): text is T =>
    (values as readonly string[]).includes(text);

/** Reads the address; whatever is not of the right shape counts as not there. */
export function parseAddress(search: Record<string, unknown>): GuideAddress {
  const address: GuideAddress = {};
  const take = <Key extends keyof GuideAddress>(key: Key, fits: (text: string) => boolean) => {
    const value = search[key];
    if (typeof value === 'string' && fits(value)) address[key] = value as NonNullable<GuideAddress[Key]>;
  };
  take('environment', isId);
  take('passport', isId);
  take('cluster', isId);
  take('mode', isOneOf(MODES));
  take('namespace', isDnsLabel);
  take('release', isDnsLabel);
  take('target_namespace', isDnsLabel);
  take('target', isDnsSubdomain);
  take('container', isDnsLabel);
  take('step', isOneOf(STEPS));
  return address;
}

/** The address after a change; a step that was looked at again is closed by every change that does not open another. */
export function changeAddress(address: GuideAddress, patch: AddressPatch): GuideAddress {
  return parseAddress({ ...address, step: undefined, ...patch });
}

/** The choice of mode and workload when the address holds all of it; null while something is missing. */
export function installChoice(address: GuideAddress): InstallChoice | null {
  const { container, mode, namespace, release, target, target_namespace } = address;
  if (!mode || !namespace || !release || !target_namespace || !target || !container) return null;
  return { mode, namespace, release, target_namespace, target, container };
}
