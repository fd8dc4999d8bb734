import { base64Decode, base64Encode, type Passport } from '@modekeeper/contracts';
import { publicKeyOf } from '@modekeeper/trust';
import { passportKey } from '../passports/key.ts';
import type { Config } from '../platform/config.ts';
import type { InstallQuery } from './install-schemas.ts';

/** Stands where the enrolment token belongs: the server knows only its hash. */
export const TOKEN_PLACEHOLDER = 'REPLACE_WITH_THE_ENROLLMENT_TOKEN';

/** Values of chart modekeeper-connector (charts/modekeeper-connector/README.md). */
export async function connectorValues(config: Config, input: InstallQuery, passport: Passport): Promise<Record<string, unknown>> {
  const key = passportKey(passport.name);
  const target = { namespace: input.target_namespace, name: input.target_name, container: input.container ?? input.target_name };
  return {
    controlPlaneUrl: config.PUBLIC_URL,
    mode: input.mode,
    enrollment: { token: TOKEN_PLACEHOLDER },
    targets: [{ ...target, passport: key }],
    passports: { [key]: passport },
    trust: { roots: config.ROOT_PUBLIC_KEYS, approvalKeys: await approvalKeys(config), approverKeys: [] },
    ...(input.mode === 'observe' ? {} : { guard: { policyName: guardRelease(input) } }),
    ...(config.CONNECTOR_IMAGE_DIGEST === undefined ? {} : { image: { digest: config.CONNECTOR_IMAGE_DIGEST } }),
    ...(config.ENVIRONMENT === 'sandbox' ? { sandbox: true } : {}),
  };
}

/** Release and policy name of the guard that belongs to a connector's release. */
export function guardRelease(input: InstallQuery): string {
  return `${input.release}-guard`;
}

async function approvalKeys(config: Config): Promise<Record<string, string>> {
  const seed = base64Decode(config.APPROVAL_PRIVATE_KEY);
  if (seed === null) throw new Error('APPROVAL_PRIVATE_KEY was checked at boot and is not base64 now');
  return { [config.APPROVAL_KID]: base64Encode(await publicKeyOf(seed)) };
}
