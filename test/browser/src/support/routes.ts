import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@modekeeper/sandbox';

const SOURCE = () => join(repositoryRoot(), 'workers', 'portal', 'src');

/** Where a page stands in the tree of routes: `app` needs a signed-in member. */
export type PortalRoute = { path: string; app: boolean };

/**
 * Every page of the portal, read from its `routes.ts` files.
 * @throws Error for a route that is written in another way: none may go unnoticed
 */
export function portalRoutes(): PortalRoute[] {
  const files = readdirSync(SOURCE(), { recursive: true, encoding: 'utf8' }).filter((name) => /(^|\/)routes\.tsx?$/.test(name));
  return files.flatMap((file) => {
    const text = readFileSync(join(SOURCE(), file), 'utf8');
    const count = text.match(/createRoute\(\{/g)?.length ?? 0;
    const found = [...text.matchAll(/createRoute\(\{\s*getParentRoute: \(\) => (appRoute|rootRoute),\s*path: '([^']+)'/g)];
    if (found.length !== count || count === 0)
      throw new Error(`${file} has ${count} routes, of which ${found.length} can be read`);
    return found.map(([, parent, path]) => ({ path: path ?? '', app: parent === 'appRoute' }));
  });
}

/** The address of a route with these ids put in; what is not given gets a text that names nothing. */
export function addressOf({ path }: Pick<PortalRoute, 'path'>, ids: Record<string, string> = {}): string {
  const first = path.split('/')[1] ?? '';
  return path.replace(/\$\w+/, ids[first] ?? 'nothing');
}
