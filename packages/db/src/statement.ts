import type { InStatement, InValue } from '@libsql/client/web';
import type { SQL } from 'drizzle-orm';
import { SQLiteAsyncDialect } from 'drizzle-orm/sqlite-core';

/** One statement of a batch: SQL text and its values, already mapped to what the driver takes. */
export type Statement = { readonly sql: string; readonly args: InValue[] };

const dialect = new SQLiteAsyncDialect();

/** Statement of a drizzle query that is to run inside a batch. */
export function statement(query: { toSQL(): { sql: string; params: unknown[] } }): Statement {
  const { params, sql } = query.toSQL();
  return { sql, args: params as InValue[] };
}

/** Statement of a raw `sql` template. */
export function rawStatement(template: SQL): Statement {
  const { params, sql } = dialect.sqlToQuery(template);
  return { sql, args: params as InValue[] };
}

export function toDriver(one: Statement): InStatement {
  return { sql: one.sql, args: one.args };
}
