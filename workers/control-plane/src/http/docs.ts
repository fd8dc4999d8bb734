import type { OpenAPIHono } from '@hono/zod-openapi';
import { ERROR_CODES, ERROR_STATUS, ModeKeeperError } from '@modekeeper/contracts';
import { html } from 'hono/html';
import type { AppEnv } from './app-env.ts';
import { routeSections } from './docs-sections.ts';
import { PAGE_CSS, page } from './page.ts';

const INFO = { openapi: '3.1.0', info: { title: 'ModeKeeper control plane', version: '1' } } as const;

/** The API's description, from the route definitions. `url` is where it is served. */
export function openApiDocument(app: OpenAPIHono<AppEnv>, url: string) {
  return app.getOpenAPI31Document({ ...INFO, servers: [{ url }] });
}

/** Codes are everybody's: no organisation has anything to do with it. */
function unknownCode(): ModeKeeperError {
  return new ModeKeeperError({
    code: 'not_found',
    message: 'No error has this code.',
    hint: 'Use the code of the answer as it stands. Reasons of plans are explained on the plan’s page.',
  });
}

/** `/openapi.json` from the route definitions, and pages to read it without any network: no script, nothing from elsewhere. */
export function addDocsRoutes(app: OpenAPIHono<AppEnv>): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-modekeeper.session_token',
    description: 'Set by sign-in; over plain http (the sandbox) the name is modekeeper.session_token.',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'organization', {
    type: 'apiKey',
    in: 'header',
    name: 'ModeKeeper-Organization',
    description: 'Id of the organisation; may be left out by members of exactly one.',
  });
  app.get('/openapi.json', (c) => c.json(openApiDocument(app, c.get('base').config.PUBLIC_URL)));
  app.get('/docs', (c) => c.html(page('API', routeSections(openApiDocument(app, c.get('base').config.PUBLIC_URL)))));
  app.get('/docs/errors/:code', (c) => {
    const code = ERROR_CODES.find((one) => one === c.req.param('code'));
    if (code === undefined) throw unknownCode();
    return c.html(
      page(
        code,
        html`<h1><code>${code}</code></h1>
<p>HTTP status ${ERROR_STATUS[code]}. The answer's <code>message</code> says what happened and why, its <code>hint</code> what to do next.
The page <code>docs/errors/${code}.md</code> of the repository says more.</p>
<p><a href="/docs">All routes</a></p>`,
      ),
    );
  });
  app.get('/assets/page.css', (c) =>
    c.body(PAGE_CSS, 200, { 'content-type': 'text/css; charset=UTF-8', 'cache-control': 'public, max-age=300' }),
  );
}
