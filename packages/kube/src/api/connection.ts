/** What TLS needs; without a CA the platform's own. A changed object makes the transport open new connections. */
export interface TlsMaterial {
  readonly ca?: string | Buffer;
}

export interface Credentials {
  readonly tls: TlsMaterial;
  /** `Authorization`. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Where the API server is and how we prove who we are. */
export interface Connection {
  /** Origin and optional path prefix, without a trailing slash. */
  readonly server: string;
  /** The namespace that the service account belongs to. */
  readonly namespace: string | null;
  /** Asked before each request; cheap. A rejection means that credentials could not be read. */
  credentials(): Promise<Credentials>;
  /** The server answered 401: read again before the next request. */
  rejected(): void;
}
