import type { QueryResultRow } from 'pg';

/** What a query needs: a pool, a client, or a transaction's client. */
export interface Database {
  query<Row extends QueryResultRow>(statement: Statement): Promise<{ rows: Row[]; rowCount: number | null }>;
}

/** A prepared statement: Postgres plans it once for each connection, under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}
