/** What a command gets of the process: nothing else of it is touched, so that tests can stand in for all of it. */
export type Io = {
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** Home of the person, for `~/.config/modekeeper`. */
  home: string;
  /** Milliseconds since the epoch. */
  now(): number;
  /** One line of a summary or listing. */
  out(line: string): void;
  /** One line that is contract: `ERROR: …`. */
  err(line: string): void;
  /** Progress for people; silent when nobody watches. */
  progress(line: string): void;
  /** A result told to people beside the summary for programs: on stderr, whoever reads it; silent with `--quiet`. */
  tell(line: string): void;
  /** How a person sees what is told: whether colours show, and how many characters a line may have. */
  screen: { colour: boolean; columns: number };
  /** Print summaries as JSON. */
  json: boolean;
  /** Aborted by SIGINT or SIGTERM: finish what was begun, begin nothing new. */
  signal: AbortSignal;
};

export type SummaryValue = string | number | boolean | null;

/** The stdout summary of a command: one line of `key=value`, or with `--json` one object with the same keys in the same order. */
export function printSummary(io: Pick<Io, 'out' | 'json'>, summary: readonly (readonly [string, SummaryValue])[]): void {
  if (io.json) io.out(JSON.stringify(Object.fromEntries(summary)));
  else io.out(summary.map(([key, value]) => `${key}=${value ?? 'n/a'}`).join(' '));
}
