/** This machine's clock. Leases and days go by the database's clock, never by this one. */
export interface Clock {
  /** ISO 8601 UTC, for records. */
  now(): string;
  /** Milliseconds that only grow, for durations. */
  monotonicMs(): number;
}
