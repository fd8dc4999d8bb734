import { createRoute, type RouteConfig, z } from '@hono/zod-openapi';
import { apiErrorSchema } from '@modekeeper/contracts';
import { idempotent } from './idempotency.ts';
import { inOrganization, signedIn } from './session.ts';

type Method = RouteConfig['method'];
type Request = NonNullable<RouteConfig['request']>;
export type RouteParts<M extends Method, P extends string, R extends Request, O extends z.ZodType> = {
  method: M;
  path: P;
  /** Part of the documentation that the route stands in. */
  tag: string;
  /** One line, starting with a verb. */
  summary: string;
  description?: string;
  request?: R;
  answer: { status: 200 | 201; description: string; schema: O };
};

// A computed key loses its type; handlers may answer 200 or 201, and refusals are thrown.
type Answers<O extends z.ZodType> = Record<200 | 201, { description: string; content: { 'application/json': { schema: O } } }>;

// Made anew: a schema of the contracts may be older than the OpenAPI extension, which adds `openapi` to new schemas only.
const errorSchema = z.object(apiErrorSchema.shape).openapi('Error');
const refusal = {
  description: 'Refused; the code says why',
  content: { 'application/json': { schema: errorSchema } },
};

function parts<M extends Method, P extends string, R extends Request, O extends z.ZodType>(route: RouteParts<M, P, R, O>) {
  const { answer, description, method, path, request, summary, tag } = route;
  const success = { description: answer.description, content: { 'application/json': { schema: answer.schema } } };
  return {
    method,
    path,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    request: (request ?? {}) as R,
    responses: { [answer.status]: success, default: refusal } as unknown as Answers<O>,
  };
}

/** A route that anybody may call. */
export function publicRoute<M extends Method, P extends string, R extends Request, O extends z.ZodType>(
  route: RouteParts<M, P, R, O>,
) {
  return createRoute({ ...parts(route), security: [] });
}

/** A route for a signed-in person, before an organization is chosen. */
export function userRoute<M extends Method, P extends string, R extends Request, O extends z.ZodType>(
  route: RouteParts<M, P, R, O>,
) {
  return createRoute({ ...parts(route), security: [{ session: [] }], middleware: [signedIn, idempotent] as const });
}

/** A route inside an organization. */
export function tenantRoute<M extends Method, P extends string, R extends Request, O extends z.ZodType>(
  route: RouteParts<M, P, R, O>,
) {
  return createRoute({
    ...parts(route),
    security: [{ session: [], organization: [] }],
    middleware: [signedIn, inOrganization, idempotent] as const,
  });
}

/** A JSON body. */
export function jsonBody<T extends z.ZodType>(schema: T) {
  return { required: true, content: { 'application/json': { schema } } } as const;
}
