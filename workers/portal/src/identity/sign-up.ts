import { api, dataOf } from '../api/client.ts';
import { Problem } from '../api/problem.ts';

export type SignUp = { name: string; email: string; password: string };

/**
 * Makes an account and begins a session. The API answers signing up the same whether or not the address is known, so that nobody learns
 * who has an account; only signing in tells. @throws Problem
 */
export async function signUpAndIn({ name, email, password }: SignUp): Promise<void> {
  await dataOf(api.POST('/v1/auth/sign-up/email', { body: { name, email, password } }));
  try {
    await dataOf(api.POST('/v1/auth/sign-in/email', { body: { email, password } }));
  } catch (thrown) {
    throw thrown instanceof Problem && thrown.code === 'invalid_credentials' ? notSignedIn(thrown) : thrown;
  }
}

function notSignedIn({ code, request_id, status }: Problem): Problem {
  return new Problem({
    code,
    status,
    request_id,
    message: 'You could not be signed in with this address and this password.',
    hint: 'If you have an account with this address, sign in with its own password, or choose a new one there.',
  });
}
