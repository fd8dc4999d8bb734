import { environmentRows, type PageQuery } from '@modekeeper/db';
import { apiTime, pageAnswer } from '../http/paging.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { notFound } from '../platform/problems.ts';
import type { EnvironmentView } from './schemas.ts';

export function environmentView(row: Omit<environmentRows.Environment, 'tenant_id'>): EnvironmentView {
  return { id: row.id, kind: row.kind, name: row.name, created_at: apiTime(row.created_at_ms) };
}

export async function listEnvironments(ctx: MemberCtx, page: PageQuery) {
  requirePermission(ctx, 'organization.read');
  return pageAnswer(await environmentRows.list(ctx, page), environmentView);
}

export async function showEnvironment(ctx: MemberCtx, input: { id: string }): Promise<EnvironmentView> {
  requirePermission(ctx, 'organization.read');
  const row = await environmentRows.find(ctx, input.id);
  if (row === undefined) throw notFound('environment');
  return environmentView(row);
}
