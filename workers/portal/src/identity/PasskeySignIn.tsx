import { browserSupportsWebAuthn } from '@simplewebauthn/browser';
import { KeyRound } from 'lucide-react';
import { api, dataOf } from '../api/client.ts';
import { useCommand } from '../api/use-command.ts';
import { askForPasskey } from '../session/passkey.ts';
import { Button } from '../ui/Button.tsx';
import { Failure } from '../ui/Failure.tsx';
import { useGoOn } from './use-go-on.ts';

/** Signing in without typing anything: the device asks which passkey. */
export function PasskeySignIn({ next }: { next: string | undefined }) {
  const goOn = useGoOn();
  const signIn = useCommand<null, unknown>(
    async () => dataOf(api.POST('/v1/auth/passkey/verify-authentication', { body: { response: await askForPasskey() } })),
    { onDone: () => goOn(next) },
  );
  return (
    <div className="grid gap-3">
      <Button
        busy={signIn.isPending}
        forbidden={browserSupportsWebAuthn() ? null : 'This browser has no passkeys, or not at this address.'}
        onClick={() => signIn.mutate(null)}
      >
        <KeyRound aria-hidden="true" size={16} />
        Sign in with a passkey
      </Button>
      {signIn.error !== null && <Failure error={signIn.error} />}
    </div>
  );
}
