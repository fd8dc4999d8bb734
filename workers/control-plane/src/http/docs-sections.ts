import type { OpenAPIHono } from '@hono/zod-openapi';
import { html } from 'hono/html';
import type { AppEnv } from './app-env.ts';

type Document = ReturnType<OpenAPIHono<AppEnv>['getOpenAPI31Document']>;
type Operation = {
  method: string;
  path: string;
  tag: string;
  summary: string;
  description: string;
  parameters: string[];
  body: string;
  answer: string;
};

/** The routes of an OpenAPI document as one readable page, by room. */
export function routeSections(document: Document) {
  const operations = operationsOf(document);
  const tags = [...new Set(operations.map((operation) => operation.tag))];
  return html`<h1>ModeKeeper API</h1>
<p class="muted">Made from the route definitions. Machine-readable: <a href="/openapi.json">/openapi.json</a>. Writes need the header <code>ModeKeeper-Request: 1</code>;
every POST takes <code>Idempotency-Key</code>; lists take <code>cursor</code> and <code>limit</code> (at most 200); times are RFC 3339 UTC. Errors have one shape:
<code>{"error": {"code", "message", "hint", "docs_url", "request_id"}}</code>.</p>
${tags.map((tag) => html`<h2>${tag}</h2>${operations.filter((operation) => operation.tag === tag).map(section)}`)}`;
}

function section(operation: Operation) {
  return html`<details class="panel"><summary><span class="method">${operation.method}</span> <code>${operation.path}</code> <span class="muted">${operation.summary}</span></summary>
${operation.description === '' ? '' : html`<p>${operation.description}</p>`}
${operation.parameters.length === 0 ? '' : html`<p>Parameters: ${operation.parameters.map((name) => html`<code>${name}</code> `)}</p>`}
${operation.body === '' ? '' : html`<h3>Body</h3><pre>${operation.body}</pre>`}
${operation.answer === '' ? '' : html`<h3>Answer</h3><pre>${operation.answer}</pre>`}</details>`;
}

function operationsOf(document: Document): Operation[] {
  const schemas = (document.components?.schemas ?? {}) as Record<string, unknown>;
  return Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Record<string, unknown>>).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      tag: (operation.tags as string[] | undefined)?.[0] ?? 'Other',
      summary: String(operation.summary ?? ''),
      description: String(operation.description ?? ''),
      parameters: ((operation.parameters ?? []) as { name: string }[]).map((parameter) => parameter.name),
      body: shapeOf(contentSchema(operation.requestBody), schemas),
      answer: shapeOf(contentSchema(firstSuccess(operation.responses)), schemas),
    })),
  );
}

function firstSuccess(responses: unknown): unknown {
  const entries = Object.entries((responses ?? {}) as Record<string, unknown>);
  return entries.find(([status]) => status.startsWith('2'))?.[1];
}

function contentSchema(holder: unknown): unknown {
  return (holder as { content?: Record<string, { schema?: unknown }> } | undefined)?.content?.['application/json']?.schema;
}

/** A schema as text: references opened one level, the rest as JSON Schema. */
function shapeOf(schema: unknown, schemas: Record<string, unknown>): string {
  if (schema === undefined) return '';
  const reference = (schema as { $ref?: string }).$ref?.split('/').at(-1);
  return JSON.stringify(reference === undefined ? schema : (schemas[reference] ?? schema), null, 2);
}
