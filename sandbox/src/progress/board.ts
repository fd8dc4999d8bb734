/** One line of what is going on, shown in the terminal and on the sandbox's page. */
export type Step = {
  id: string;
  title: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  detail?: string;
  elapsed_ms?: number;
};

export type Board<Id extends string> = {
  /** Starts a step, runs the work, ends the step with its time. A failure marks it and is thrown on. */
  run<T>(id: Id, work: (say: (detail: string) => void) => Promise<T>): Promise<T>;
  /** All steps, in their order. */
  steps(): Step[];
};

/** A board with these steps (id to title), all waiting, that tells `changed` of each change; `clock` answers milliseconds. */
export function progressBoard<Id extends string>(
  titles: Readonly<Record<Id, string>>,
  clock: () => number,
  changed: (step: Step, steps: Step[]) => void,
): Board<Id> {
  const steps = new Map<string, Step>();
  for (const [id, title] of Object.entries<string>(titles)) steps.set(id, { id, title, state: 'waiting' });
  const put = (step: Step) => {
    steps.set(step.id, step);
    changed(step, [...steps.values()]);
  };
  return {
    steps: () => [...steps.values()],
    async run(id, work) {
      const title = titles[id];
      const started_ms = clock();
      const elapsed = () => Math.round(clock() - started_ms);
      put({ id, title, state: 'running' });
      try {
        const result = await work((detail) => put({ id, title, state: 'running', detail, elapsed_ms: elapsed() }));
        put({ ...(steps.get(id) ?? { id, title }), state: 'done', elapsed_ms: elapsed() });
        return result;
      } catch (cause) {
        put({
          id,
          title,
          state: 'failed',
          detail: cause instanceof Error ? cause.message : String(cause),
          elapsed_ms: elapsed(),
        });
        throw cause;
      }
    },
  };
}
