import { passportSchema } from '@modekeeper/contracts';
import type { passportRows } from '@modekeeper/db';
import { apiTime, apiTimeOrNull } from '../http/paging.ts';
import type { PassportView, VersionView } from './schemas.ts';

export function passportView(row: Omit<passportRows.Passport, 'tenant_id'>): PassportView {
  return {
    id: row.id,
    environment_id: row.environment_id,
    name: row.name,
    latest_version: row.latest_version,
    published_version: row.published_version,
    published_at: apiTimeOrNull(row.published_at_ms),
    published_by: row.published_by,
    created_at: apiTime(row.created_at_ms),
  };
}

export function versionView(row: Omit<passportRows.PassportVersion, 'tenant_id'>): VersionView {
  return {
    version: row.version,
    digest: row.digest,
    note: row.note,
    created_by: row.created_by,
    created_at: apiTime(row.created_at_ms),
    document: passportSchema.parse(row.document),
  };
}
