/** Structured log lines. Fields never hold a secret; the adapter redacts nothing. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export type LogFields = { readonly [name: string]: string | number | boolean | null | undefined };
