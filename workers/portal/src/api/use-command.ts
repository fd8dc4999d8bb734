import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { type Problem, toProblem } from './problem.ts';

/** Headers of a write; the same intent repeated carries the same key, so that it never happens twice. */
export type CommandHeaders = { 'Idempotency-Key': string };

/** Answers that leave open whether the command was carried out: a repeat must be recognisable. */
const isOpenEnded = (problem: Problem) =>
  problem.status === 0 || problem.status >= 500 || problem.code.startsWith('idempotency_');

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
        const problem = toProblem(thrown);
        if (!isOpenEnded(problem)) pending.current = null;
        throw problem;
      }
    },
    onSuccess: async (output, input) => {
      await options.onDone?.(output, input);
    },
  });
}
