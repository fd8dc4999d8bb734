import type { z } from 'zod';
import { mapOk, type Outcome } from '../outcome.ts';
import { call } from './call.ts';
import type { Transport } from './transport.ts';

const PAGE = 100;

type Page = { metadata: { continue?: string | undefined }; items: unknown[] };

/** Reads a list page by page, so that a large one does not fill our memory; `take` is handed the items of each page in turn. */
export async function readPages<Listed extends Page>(
  transport: Transport,
  schema: z.ZodType<Listed>,
  list: { readonly path: string; readonly labelSelector: string },
  take: (items: Listed['items']) => void,
): Promise<Outcome<null>> {
  let next: string | undefined;
  for (;;) {
    const query = { labelSelector: list.labelSelector, limit: String(PAGE), ...(next ? { continue: next } : {}) };
    const page = await call(transport, schema, { method: 'GET', path: list.path, query });
    if (page.kind !== 'ok') return page;
    take(page.value.items);
    next = page.value.metadata.continue;
    if (!next) return mapOk(page, () => null);
  }
}
