/** Why no connection to the control plane came about: a code with a page of its own (docs/errors), and a sentence for people. */
export interface Unreachable {
  readonly code: 'certificate_untrusted' | 'proxy_unreachable' | 'upstream_unavailable';
  readonly why: string;
}

/** Codes of Node and OpenSSL that say: this certificate, not this network (Node documentation, "X509 certificate error codes"). */
const CERTIFICATE_CODES: ReadonlySet<string> = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** What Node adds to errors of its own (`dns`, `net`, `tls`). */
type SystemError = Error & {
  readonly code?: string;
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
  readonly errors?: readonly SystemError[];
};

/**
 * Explains the error of a request or WebSocket to `url`.
 * @param env the variables that Node's `proxyEnv` reads; the proxy's address is shown without its password
 */
export function explainUnreachable(error: Error, url: string, env: Readonly<Record<string, string | undefined>>): Unreachable {
  const { code } = error as SystemError;
  if (code !== undefined && CERTIFICATE_CODES.has(code)) {
    return {
      code: 'certificate_untrusted',
      why: `The certificate that answers for ${new URL(url).host} is not trusted (${code}). If a private certificate authority signed it, or a proxy that inspects traffic stands in between, give that authority's certificate as extraCaConfigMap (key ca.crt).`,
    };
  }
  const proxy = proxyOf(env);
  if (proxy !== null && (code === 'ERR_PROXY_TUNNEL' || isAbout(error, proxy, new URL(url)))) {
    return {
      code: 'proxy_unreachable',
      why: `The proxy ${proxy.host} does not lead to the control plane: ${textOf(error)}. Check proxy.httpsProxy and that the proxy allows CONNECT to ${new URL(url).host}.`,
    };
  }
  return { code: 'upstream_unavailable', why: `The control plane cannot be reached: ${textOf(error)}.` };
}

/** The same variables, in the same order, as Node's own agent reads for https. */
function proxyOf(env: Readonly<Record<string, string | undefined>>): URL | null {
  const text = env.https_proxy || env.HTTPS_PROXY || '';
  return URL.canParse(text) ? new URL(text) : null;
}

/** True when the address that could not be looked up or connected to is the proxy's, not the control plane's. */
function isAbout(error: SystemError, proxy: URL, target: URL): boolean {
  const all = [error, ...(error.errors ?? [])];
  const names = (url: URL) =>
    all.some(({ address, hostname, port }) => hostname === url.hostname || address === url.hostname || port === portOf(url));
  return names(proxy) && !names(target);
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'ws:': 80, 'wss:': 443 };

function portOf(url: URL): number | undefined {
  return url.port === '' ? DEFAULT_PORTS[url.protocol] : Number(url.port);
}

/** Several addresses that failed come as one error without words (`AggregateError`). */
function textOf(error: SystemError): string {
  if (error.message !== '') return error.message;
  return (error.errors ?? []).map(({ message }) => message).join('; ') || (error.code ?? error.name);
}
