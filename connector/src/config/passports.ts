import { isModeKeeperError, type Passport } from '@modekeeper/contracts';
import { passportDigest, validatePassport } from '@modekeeper/engine';
import type { Files } from './files.ts';

/** A mounted passport as it lies there now. An invalid one allows nothing, and says why. */
export type MountedPassport =
  | { readonly kind: 'valid'; readonly passport: Passport; readonly digest: string }
  | { readonly kind: 'invalid'; readonly why: string }
  | { readonly kind: 'missing' };

/** Passports by the name that a target gives; read anew each time, parsed only when the text is another. */
export class Passports {
  readonly #dir: string;
  readonly #files: Files;
  readonly #known = new Map<string, { readonly text: string; readonly passport: MountedPassport }>();

  constructor(dir: string, files: Files) {
    this.#dir = dir;
    this.#files = files;
  }

  /** @param name key of the chart value `passports`, or null for a target without one */
  async read(name: string | null): Promise<MountedPassport> {
    if (name === null || name.includes('/') || name.startsWith('.')) return { kind: 'missing' };
    const text = await this.#files.read(`${this.#dir}/${name}.json`);
    if (text === null) return { kind: 'missing' };
    const known = this.#known.get(name);
    if (known?.text === text) return known.passport;
    const passport = parse(text, name);
    this.#known.set(name, { text, passport });
    return passport;
  }
}

function parse(text: string, name: string): MountedPassport {
  try {
    const passport = validatePassport(text, name);
    return { kind: 'valid', passport, digest: passportDigest(passport) };
  } catch (error) {
    if (!isModeKeeperError(error)) throw error;
    return { kind: 'invalid', why: error.message };
  }
}
