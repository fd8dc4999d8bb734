import { durationMs } from '@modekeeper/contracts/duration';
import { refuse } from './refuse.ts';
import type { FlagSpec } from './spec.ts';

type Given = string | boolean | (string | boolean)[] | undefined;

/** The flags of one call, read by kind. Asking for a flag that the command does not have is a defect and throws. */
export class Flags {
  readonly #specs: ReadonlyMap<string, FlagSpec>;
  readonly #given: Readonly<Record<string, Given>>;

  constructor(specs: readonly FlagSpec[], given: Readonly<Record<string, Given>>) {
    this.#specs = new Map(specs.map((spec) => [spec.name, spec]));
    this.#given = given;
    // Everything is judged at once, so that a wrong value stops the command before it wrote anything.
    for (const spec of specs) check(spec, this.#text(spec));
  }

  /** Whether the person gave the flag, as opposed to its default. */
  isGiven(name: string): boolean {
    this.#spec(name);
    return this.#given[name] !== undefined;
  }

  /** The text of a flag that has a default or is required. */
  text(name: string): string {
    const text = this.optional(name);
    if (text === undefined) throw new Error(`flag --${name} has no value`);
    return text;
  }

  optional(name: string): string | undefined {
    return this.#text(this.#spec(name));
  }

  switch(name: string): boolean {
    this.#spec(name);
    return this.#given[name] === true;
  }

  int(name: string): number {
    return Number(this.text(name));
  }

  optionalInt(name: string): number | undefined {
    const text = this.optional(name);
    return text === undefined ? undefined : Number(text);
  }

  float(name: string): number | undefined {
    const text = this.optional(name);
    return text === undefined ? undefined : Number(text);
  }

  /** Milliseconds. */
  duration(name: string): number {
    return durationMs(this.text(name)) ?? refuse(`invalid duration: '${this.text(name)}' (use e.g. 1.5s or 250ms)`);
  }

  /** The parts of a comma-separated flag, trimmed, blank ones left out; or of a repeated flag as given. */
  list(name: string): string[] {
    const spec = this.#spec(name);
    const given = this.#given[name];
    if (spec.kind === 'many') return (Array.isArray(given) ? given : []).filter((one) => typeof one === 'string');
    return (this.optional(name) ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  }

  /** Flags of another command that runs as a step of this one: what both know, as the person gave it, and `set`. */
  forStep(specs: readonly FlagSpec[], set: Readonly<Record<string, string>>): Flags {
    const shared = specs.flatMap(({ name }) => {
      const given = this.#given[name];
      return given === undefined ? [] : [[name, given] as const];
    });
    return new Flags(specs, { ...Object.fromEntries(shared), ...set });
  }

  #spec(name: string): FlagSpec {
    const spec = this.#specs.get(name);
    if (spec === undefined) throw new Error(`this command has no flag --${name}`);
    return spec;
  }

  #text(spec: FlagSpec): string | undefined {
    const given = this.#given[spec.name];
    if (typeof given === 'string') return given;
    return spec.default;
  }
}

const INT = /^[+-]?\d+$/;
const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function check(spec: FlagSpec, text: string | undefined): void {
  const { choices, kind, min, name, required } = spec;
  if (text === undefined) {
    if (required) refuse(`--${name} is required; see --help`);
    return;
  }
  if (choices !== undefined && !choices.includes(text)) refuse(`--${name} '${text}' is not one of: ${choices.join(', ')}`);
  if (kind === 'int') {
    const value = Number(text);
    if (!INT.test(text) || !Number.isSafeInteger(value)) refuse(`--${name} '${text}' must be a whole number`);
    if (min !== undefined && value < min) refuse(`--${name} must be at least ${min} (got ${text})`);
  }
  if (kind === 'float' && !(FLOAT.test(text) && Number.isFinite(Number(text)))) refuse(`--${name} '${text}' must be a number`);
  if (kind === 'duration' && durationMs(text) === null) refuse(`invalid duration: '${text}' (use e.g. 1.5s or 250ms)`);
}
