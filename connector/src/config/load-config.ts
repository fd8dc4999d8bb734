import { type ConnectorConfig, connectorConfigSchema, ModeKeeperError, strictParse } from '@modekeeper/contracts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The mounted `connector.json`; null when there is no such file. Plain http is accepted for this machine only, and only when the chart's sandbox value says so.
 * @throws ModeKeeperError `configuration_invalid`
 */
export function parseConfig(text: string | null): ConnectorConfig {
  if (text === null) throw invalid('the file connector.json is not there (MODEKEEPER_CONFIG_FILE)');
  const result = connectorConfigSchema.safeParse(strictParse(text));
  if (!result.success) {
    const issue = result.error.issues[0];
    throw invalid(`connector.json does not fit its schema at ${issue?.path.join('.') || 'the top level'}: ${issue?.message}`);
  }
  const url = new URL(result.data.control_plane_url);
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    throw invalid(`the control plane's address is plain http and not on this machine (${url.hostname})`);
  }
  return result.data;
}

/**
 * The address of the session, as the control plane gave it at enrolment: held to the same rule as its own address.
 * @throws ModeKeeperError `configuration_invalid`
 */
export function checkConnectUrl(connect_url: string, config: Pick<ConnectorConfig, 'allow_insecure_http'>): string {
  const url = new URL(connect_url);
  const plain = url.protocol === 'ws:' && config.allow_insecure_http && LOOPBACK.test(url.hostname);
  if (url.protocol !== 'wss:' && !plain) throw invalid(`the session's address is not wss (${url.protocol}//${url.host})`);
  return connect_url;
}

function invalid(why: string): ModeKeeperError {
  return new ModeKeeperError({
    code: 'configuration_invalid',
    message: `The connector's configuration cannot be used: ${why}.`,
    hint: 'Correct the values of the chart and upgrade the release; use https outside the sandbox.',
  });
}
