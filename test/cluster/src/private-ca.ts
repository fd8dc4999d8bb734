// A certificate authority of a test's own: real X.509 and real TLS, so that what checks it is the product's own check.
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const HOUR_MS = 3_600_000;

export interface PrivateCa {
  /** PEM of the authority: what a customer puts under `ca.crt`. */
  readonly certificate: string;
  /** Certificate and key, as PEM, of a server with this name. */
  issue(host: string): Promise<{ cert: string; key: string }>;
}

export async function makePrivateCa(): Promise<PrivateCa> {
  const keys = await makeKeys();
  const now_ms = Date.now();
  const validity = { notBefore: new Date(now_ms - HOUR_MS), notAfter: new Date(now_ms + HOUR_MS) };
  const issuer = 'CN=ModeKeeper test authority';
  const authority = await X509CertificateGenerator.createSelfSigned({
    ...validity,
    name: issuer,
    serialNumber: '01',
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [new BasicConstraintsExtension(true, 0, true), new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true)],
  });
  return {
    certificate: authority.toString('pem'),
    async issue(host) {
      const own = await makeKeys();
      const certificate = await X509CertificateGenerator.create({
        ...validity,
        subject: `CN=${host}`,
        issuer,
        serialNumber: '02',
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: ALGORITHM,
        extensions: [
          new SubjectAlternativeNameExtension([{ type: 'dns', value: host }]),
          new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        ],
      });
      return { cert: certificate.toString('pem'), key: await pemOf(own.privateKey) };
    },
  };
}

const makeKeys = () => crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);

async function pemOf(key: CryptoKey): Promise<string> {
  const base64 = Buffer.from(await crypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${base64.replaceAll(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;
}
