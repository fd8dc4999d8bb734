import { type ApiClient, fetchObject } from '@modekeeper/cluster';

export type TokenWish = {
  namespace: string;
  serviceAccount: string;
  pod: { name: string; uid: string };
  audience?: string;
  expirationSeconds: number;
};

type TokenAnswer = { status: { token: string; expirationTimestamp: string } };
type Held = { token: string; issued_ms: number; expires_ms: number };

/** A projected token is renewed after 80 % of its life, or a day (Kubernetes: service account token volume projection). */
export function isDue(held: { issued_ms: number; expires_ms: number }, now_ms: number): boolean {
  const life_ms = held.expires_ms - held.issued_ms;
  return now_ms > held.issued_ms + life_ms * 0.8 || now_ms > held.issued_ms + 24 * 3600_000;
}

/** Tokens of one pod: made by TokenRequest, bound to the pod, kept until they are due. */
export type TokenSource = { token(wish: TokenWish): Promise<string> };

export function createTokenSource(client: ApiClient, now_ms: () => number = Date.now): TokenSource {
  const held = new Map<string, Held>();
  return {
    async token(wish) {
      const key = `${wish.audience ?? ''} ${wish.expirationSeconds}`;
      const known = held.get(key);
      if (known !== undefined && !isDue(known, now_ms())) return known.token;
      const issued_ms = now_ms();
      const answer = await fetchObject<TokenAnswer>(client, {
        method: 'POST',
        path: `/api/v1/namespaces/${wish.namespace}/serviceaccounts/${wish.serviceAccount}/token`,
        body: {
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'TokenRequest',
          spec: {
            audiences: wish.audience === undefined ? [] : [wish.audience],
            expirationSeconds: wish.expirationSeconds,
            boundObjectRef: { apiVersion: 'v1', kind: 'Pod', ...wish.pod },
          },
        },
      });
      held.set(key, { token: answer.status.token, issued_ms, expires_ms: Date.parse(answer.status.expirationTimestamp) });
      return answer.status.token;
    },
  };
}
