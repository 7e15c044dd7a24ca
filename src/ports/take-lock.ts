import type { Result } from '../domain/result.ts';

/**
 * Takes a lock of the project that the kernel or the database frees when its holder dies.
 * Answers with the function that gives it back, or `null` when somebody else holds it. Never waits.
 */
export type TakeLock = (
  name: 'children' | 'promote' | 'ship',
) => Promise<Result<(() => Promise<void>) | null>>;
