import type { LicenseGate, TrustDocument } from '@modekeeper/contracts';
import {
  applyLicenseGate,
  considerTrustDocument,
  type HeldDocuments,
  heldFiles,
  NO_DOCUMENTS,
  type PublicKeys,
  TRUST_DOCUMENT_ORDER,
  type TrustContext,
} from '@modekeeper/trust';
import type { Files } from '../config/files.ts';
import type { DurableDocument } from '../journal/durable-document.ts';
import type { ConnectorState } from '../journal/state-codec.ts';
import type { Log } from '../ports.ts';
import { takeTurns } from '../turns.ts';
import type { ApiClock } from './api-clock.ts';

export interface LicenseKeeperDeps {
  readonly state: DurableDocument<ConnectorState>;
  readonly roots: PublicKeys;
  readonly cluster_uid: string;
  readonly clock: ApiClock;
  readonly log: Log;
}

/** File names in the mounted trust folder, for installations whose documents come by GitOps. */
const FILES = {
  issuer_keyset: 'issuer_keyset.json',
  revocation_list: 'revocation_list.json',
  revocation_freshness: 'revocation_freshness.json',
  license: 'license.json',
} as const;

/**
 * Largest document of each kind that is kept, in characters. Freshness statements are signed by an online key that may be stolen, and
 * may carry anything else: what is kept must fit into `<release>-state`.
 */
const MAX_CHARACTERS: Readonly<Record<TrustDocument['kind'], number>> = {
  issuer_keyset: 131_072,
  revocation_list: 262_144,
  revocation_freshness: 8192,
  license: 65_536,
};

/** The licence with its whole trust chain: which documents are held, and whether they allow an apply now. */
export class LicenseKeeper {
  readonly #deps: LicenseKeeperDeps;
  readonly #inTurn = takeTurns();
  #received = 0;

  constructor(deps: LicenseKeeperDeps) {
    this.#deps = deps;
  }

  /** How many documents have come so far: an answer of `gate` that was asked for before the last one says nothing of it. */
  get received(): number {
    return this.#received;
  }

  /** Considers the documents of the mounted folder, each kind in the order in which it is needed. */
  async considerMounted(dir: string, files: Files): Promise<void> {
    for (const kind of TRUST_DOCUMENT_ORDER) {
      const document = await files.read(`${dir}/${FILES[kind]}`);
      if (document !== null) await this.consider({ kind, document });
    }
  }

  /** Takes in one document when it proves itself and is newer than the one held; resolves when that is stored. One after the other. */
  consider(incoming: TrustDocument): Promise<void> {
    if (incoming.document.length > MAX_CHARACTERS[incoming.kind]) {
      this.#deps.log.warn({ kind: incoming.kind, code: 'payload_too_large' }, 'a trust document was not taken');
      return Promise.resolve();
    }
    this.#received += 1;
    return this.#inTurn(async () => {
      const result = await considerTrustDocument(this.#held(), incoming, this.#context());
      if (result.code !== null && result.code !== 'not_newer') {
        this.#deps.log.warn({ kind: incoming.kind, code: result.code }, 'a trust document was not taken');
      }
      const { trust_state } = result;
      if (!result.accepted && trust_state === this.#deps.state.value.trust_state) return;
      await this.#deps.state.update((state) => ({
        ...state,
        trust_documents: result.accepted
          ? { ...state.trust_documents, [incoming.kind]: incoming.document }
          : state.trust_documents,
        trust_state: trust_state ?? state.trust_state,
      }));
      if (result.accepted) this.#deps.log.info({ kind: incoming.kind }, 'took a newer trust document');
    });
  }

  /** The licence gate now. What the chain accepted on the way (versions, time floor) is stored before the answer counts. */
  gate(): Promise<LicenseGate> {
    return this.#inTurn(async () => {
      const { gate, verification } = await applyLicenseGate(
        { ...heldFiles(this.#held()), ...this.#context(), require_fresh: true },
        null,
      );
      const trust_state = verification?.trust_state ?? null;
      const before = this.#deps.state.value.trust_state;
      if (trust_state !== null && JSON.stringify(trust_state) !== JSON.stringify(before)) {
        await this.#deps.state.update((state) => ({ ...state, trust_state }));
      }
      return gate;
    });
  }

  #held(): HeldDocuments {
    return { ...NO_DOCUMENTS, ...this.#deps.state.value.trust_documents };
  }

  #context(): TrustContext {
    const { roots, clock, state, cluster_uid } = this.#deps;
    return { roots, clocks: clock.clocks(), trust_state: state.value.trust_state, bindings: { kube_context: null, cluster_uid } };
  }
}
