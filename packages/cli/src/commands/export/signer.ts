import { type Signer, signerOfPrivateKey } from '@modekeeper/trust';
import type { Flags } from '../../cli/flags.ts';
import type { Io } from '../../cli/io.ts';
import { refuse } from '../../cli/refuse.ts';
import { readOrNull } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';

const PRIVATE_KEY_BYTES = 32;

/** Who signs the manifest: `--sign-key` by the name `--sign-kid`; null without both. @throws Refusal */
export async function manifestSigner(io: Pick<Io, 'cwd'>, flags: Flags): Promise<Signer | null> {
  const path = flags.optional('sign-key');
  const kid = flags.optional('sign-kid')?.trim();
  if (path === undefined && kid === undefined) return null;
  if (path === undefined || !kid) return refuse('--sign-key and --sign-kid belong together; give both or neither');
  const key = readOrNull(resolveFrom(io, path));
  if (key === null) return refuse(`cannot read the signing key ${path}; check path and permissions`);
  if (key.length !== PRIVATE_KEY_BYTES)
    return refuse(
      `the signing key ${path} has ${key.length} bytes; a raw Ed25519 private key of ${PRIVATE_KEY_BYTES} bytes is needed`,
    );
  return await signerOfPrivateKey(new Uint8Array(key), kid);
}
