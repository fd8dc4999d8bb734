/** What TLS needs; absent fields take the platform's defaults. A changed object makes the transport open new connections. */
export interface TlsMaterial {
  readonly ca?: string | Buffer;
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
  readonly servername?: string;
  /** From a kubeconfig's `insecure-skip-tls-verify` only. */
  readonly insecure?: boolean;
}

export interface Credentials {
  readonly tls: TlsMaterial;
  /** `Authorization` and, for kubeconfig users who impersonate, `Impersonate-*`. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Where the API server is and how we prove who we are: in the cluster by service account, elsewhere by kubeconfig. */
export interface Connection {
  /** Origin and optional path prefix, without a trailing slash. */
  readonly server: string;
  /** The namespace that the service account or context belongs to. */
  readonly namespace: string | null;
  /** Asked before each request; cheap. A rejection means that credentials could not be read. */
  credentials(): Promise<Credentials>;
  /** The server answered 401: read again before the next request. */
  rejected(): void;
}
