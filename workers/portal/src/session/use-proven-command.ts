import { Problem } from '../api/problem.ts';
import { type CommandHeaders, useCommand } from '../api/use-command.ts';
import { useStepUp } from './step-up.ts';

/** The person closed the second-factor dialog: nothing was sent. */
const turnedAway = () =>
  new Problem({
    code: 'step_up_cancelled',
    message: 'Nothing was sent: your second factor was not given.',
    hint: 'Try again when you want to go on.',
    status: 400,
  });

/**
 * A write that needs a fresh second factor: asks first (where `needed` says so, else always), and once more if the API finds the last one
 * too old or wants one that was not expected. `why` completes "… to".
 */
export function useProvenCommand<Input, Output>(
  why: string,
  run: (input: Input, headers: CommandHeaders) => Promise<Output>,
  options: { onDone?: (output: Output, input: Input) => unknown; needed?: (input: Input) => boolean } = {},
) {
  const stepUp = useStepUp();
  const { needed, ...rest } = options;
  return useCommand<Input, Output>(async (input, headers) => {
    const asksFirst = needed === undefined || needed(input);
    if (asksFirst && !(await stepUp.ensure(why))) throw turnedAway();
    try {
      return await run(input, headers);
    } catch (thrown) {
      if (!(thrown instanceof Problem) || thrown.code !== 'step_up_required') throw thrown;
      if (!(await stepUp.renew(why))) throw turnedAway();
      // The same key: a refusal is not kept under it, and if this answer is lost, the repeat must be recognised.
      return run(input, headers);
    }
  }, rest);
}
