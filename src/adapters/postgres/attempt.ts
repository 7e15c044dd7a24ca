import { failure, type Failure } from '../../domain/failure.ts';
import { fail, ok, type Result } from '../../domain/result.ts';

/** What a foreign exception of the driver means to a user. A fault of our own SQL is a bug and is thrown on. */
export function databaseFailure(error: unknown): Failure | null {
  const { code, message } = error as { code?: string; message?: string };
  if (code === '53100') return failure('disk-full', { path: 'the database' }, error);
  if (code === undefined && /^(Connection terminated|timeout expired)/.test(message ?? '')) {
    return failure('database-unreachable', {}, error);
  }
  if (code !== undefined && unreachable.has(code)) return failure('database-unreachable', {}, error);
  return null;
}

// 57P0x: the server is shutting down, was crashed, or is starting.
const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08003',
]);

/** Runs database work; what can be expected of a database becomes a failure. */
export async function attempt<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (error) {
    const known = databaseFailure(error);
    if (known === null) throw error;
    return fail(known);
  }
}
