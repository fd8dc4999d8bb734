import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { Problem, toProblem } from './problem.ts';

/** Headers of a write; the same intent repeated carries the same key, so that it never happens twice. */
export type CommandHeaders = { 'Idempotency-Key': string };

/** Answers that leave open whether the command was carried out: a repeat must be recognisable. */
const isOpenEnded = (problem: Problem) =>
  problem.status === 0 || problem.status >= 500 || problem.code.startsWith('idempotency_');

/** A write that got no answer is not tried again by itself, and may have arrived all the same. */
function outcomeUnknown(problem: Problem): Problem {
  if (problem.code !== 'unreachable') return problem;
  const hint = 'Nobody knows whether it arrived. Press again when the connection is back: it then happens once, not twice.';
  return new Problem({ code: problem.code, message: problem.message, hint, status: problem.status, cause: problem });
}

/**
 * One write to the API. A repeat after an answer that was lost uses the same idempotency key; after a definite answer a new one is made.
 * Never optimistic, never retried by itself: a person sees the outcome.
 */
export function useCommand<Input, Output>(
  run: (input: Input, headers: CommandHeaders) => Promise<Output>,
  options: { onDone?: (output: Output, input: Input) => unknown } = {},
): UseMutationResult<Output, Problem, Input> {
  const pending = useRef<{ input: string; key: string } | null>(null);
  return useMutation<Output, Problem, Input>({
    retry: false,
    mutationFn: async (input) => {
      const text = JSON.stringify(input ?? null);
      if (pending.current?.input !== text) pending.current = { input: text, key: crypto.randomUUID() };
      try {
        const output = await run(input, { 'Idempotency-Key': pending.current.key });
        pending.current = null;
        return output;
      } catch (thrown) {
        const problem = outcomeUnknown(toProblem(thrown));
        if (!isOpenEnded(problem)) pending.current = null;
        throw problem;
      }
    },
    onSuccess: async (output, input) => {
      await options.onDone?.(output, input);
    },
  });
}
