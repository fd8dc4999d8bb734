/** What became of a read of one of the connector's own objects. */
export type OwnRead =
  | { readonly kind: 'found'; readonly data: Readonly<Record<string, string>>; readonly resource_version: string; readonly uid: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly message: string };

/** What became of a write. `conflict`: another resourceVersion is stored; `failed`: may or may not have landed. */
export type OwnWrite =
  | { readonly kind: 'written'; readonly resource_version: string }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly message: string };

/** One ConfigMap of the connector's own (`<release>-journal`, `<release>-state`), and nothing else. */
export interface OwnObject {
  readonly name: string;
  read(): Promise<OwnRead>;
  create(data: Readonly<Record<string, string>>): Promise<OwnWrite>;
  /** Replaces the whole data; the resourceVersion is the precondition. */
  replace(data: Readonly<Record<string, string>>, resource_version: string): Promise<OwnWrite>;
}
