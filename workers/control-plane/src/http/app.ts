import { OpenAPIHono } from '@hono/zod-openapi';
import { ModeKeeperError } from '@modekeeper/contracts';
import { bodyLimit } from 'hono/body-limit';
import { addAuditRoutes } from '../audit/routes.ts';
import { addClusterRoutes } from '../clusters/routes.ts';
import { addEnvironmentRoutes } from '../environments/routes.ts';
import { addIdentityRoutes } from '../identity/routes.ts';
import { addInvitationRoutes } from '../invitations/routes.ts';
import { addKillRoutes } from '../kill/routes.ts';
import { addLiveRoutes } from '../live/routes.ts';
import { addMemberRoutes } from '../members/routes.ts';
import { addOrganizationRoutes } from '../organizations/routes.ts';
import { addPassportRoutes } from '../passports/routes.ts';
import { addPlanRoutes } from '../plans/routes.ts';
import { readConfig } from '../platform/config.ts';
import { addSandboxRoutes } from '../sandbox/routes.ts';
import type { AppEnv } from './app-env.ts';
import { addressBudget, baseContext, requestId } from './base.ts';
import { addDocsRoutes } from './docs.ts';
import { errorResponse } from './errors.ts';
import { addHealthRoutes } from './health.ts';
import { addPortalFiles, addPortalPages } from './portal.ts';
import { sameOrigin } from './same-origin.ts';
import { securityHeaders } from './security-headers.ts';
import { validationHook } from './validation.ts';
import { wellFormedBody } from './well-formed.ts';

/** Larger than any document that the API takes. */
const BODY_LIMIT_BYTES = 1_048_576;

/** The whole HTTP side. Every room adds its routes; what all of them share is here, once, in this order. */
export function createApp(): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: validationHook });
  app.onError((error, c) => errorResponse(error, c.get('request_id'), docsUrl(c.env)));
  app.notFound((c) => errorResponse(noSuchRoute(), c.get('request_id'), docsUrl(c.env)));
  app.use(requestId, securityHeaders);
  addHealthRoutes(app);
  addPortalFiles(app);
  app.use(baseContext, addressBudget, sameOrigin, bodyLimit({ maxSize: BODY_LIMIT_BYTES, onError: tooLarge }), wellFormedBody);
  addIdentityRoutes(app);
  addOrganizationRoutes(app);
  addMemberRoutes(app);
  addInvitationRoutes(app);
  addEnvironmentRoutes(app);
  addClusterRoutes(app);
  addLiveRoutes(app);
  addPassportRoutes(app);
  addPlanRoutes(app);
  addKillRoutes(app);
  addAuditRoutes(app);
  addSandboxRoutes(app);
  addDocsRoutes(app);
  addPortalPages(app);
  return app;
}

function tooLarge(): never {
  throw new ModeKeeperError({
    code: 'payload_too_large',
    message: 'The body is larger than 1 MiB.',
    hint: 'Send less at once.',
  });
}

function noSuchRoute(): ModeKeeperError {
  return new ModeKeeperError({
    code: 'not_found',
    message: 'There is nothing at this address.',
    hint: 'The page at /docs lists the routes.',
  });
}

/** Where the pages about error codes are. */
function docsUrl(env: AppEnv['Bindings']): string {
  const read = readConfig(env);
  return read.ok ? (read.config.DOCS_URL ?? `${read.config.PUBLIC_URL}/docs`) : '/docs';
}
