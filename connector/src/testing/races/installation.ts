import { generateKeyPair } from '@modekeeper/trust';
import { makeInstalled } from '../process.ts';
import { makeTrust } from '../trust.ts';
import { BEGIN_MS, type SimulateInput } from './simulate.ts';

const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** An installation whose identity lies in its Secret, as after an enrolment. */
export async function makeInstallation(): Promise<SimulateInput['installed']> {
  const { private_key } = await generateKeyPair(bytes);
  return { ...(await makeInstalled(await makeTrust(() => BEGIN_MS))), private_key };
}
