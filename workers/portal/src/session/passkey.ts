import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import { api, dataOf } from '../api/client.ts';
import { Problem } from '../api/problem.ts';

/** Lets the person use one of their passkeys; the answer goes to the route that asked. @throws Problem `passkey_not_used` */
export async function askForPasskey(): Promise<Record<string, unknown>> {
  const options = await dataOf(api.GET('/v1/auth/passkey/generate-authenticate-options'));
  try {
    const response = await startAuthentication({ optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON });
    return { ...response };
  } catch (cause) {
    throw passkeyProblem(cause, 'used');
  }
}

/** Lets the person make a passkey on this device or another one. @throws Problem `passkey_not_made`; refusals of the API */
export async function makePasskey(): Promise<Record<string, unknown>> {
  const options = await dataOf(api.GET('/v1/auth/passkey/generate-register-options'));
  try {
    const response = await startRegistration({ optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON });
    return { ...response };
  } catch (cause) {
    throw passkeyProblem(cause, 'made');
  }
}

/** What the browser says when there was no passkey, in words. */
function passkeyProblem(cause: unknown, what: 'used' | 'made'): Problem {
  const name = cause instanceof Error ? cause.name : '';
  return new Problem({ code: `passkey_not_${what}`, ...(WORDS[name] ?? otherwise(what)), status: 400, cause });
}

const WORDS: Record<string, { message: string; hint: string } | undefined> = {
  InvalidStateError: {
    message: 'This device already holds a passkey of yours.',
    hint: 'Use the one that is there, or register another device.',
  },
  SecurityError: {
    message: 'Passkeys do not work at the address under which you opened this page.',
    hint: 'Open the portal at its own address (in the sandbox localhost, not 127.0.0.1), over https or on this machine.',
  },
};

function otherwise(what: 'used' | 'made') {
  return what === 'used'
    ? {
        message: 'No passkey was used.',
        hint: 'Try again and confirm on your device; if it has no passkey for this address, choose another way.',
      }
    : { message: 'No passkey was made.', hint: 'Try again and confirm on your device, before it stops waiting.' };
}
