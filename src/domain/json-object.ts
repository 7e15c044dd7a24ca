/** An object of parsed JSON that nobody has looked at yet: it may be a stranger's. */
export type Members = { readonly [name: string]: unknown };

/** Whether a parsed JSON value is an object: no list, not `null`. */
export const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
