import { isPluginName, type PluginName } from '../ids.ts';

/** Small readings of a parsed JSON value that may be a stranger's. */
export type Members = { readonly [name: string]: unknown };

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isText = (value: unknown): value is string => typeof value === 'string';
/** Name of a backend or stage, and a part of folder names. */
export const isName = (value: unknown): value is PluginName => isText(value) && isPluginName(value);
/** A whole number from 0 to `most`. */
export const isCount = (value: unknown, most: number = Number.MAX_SAFE_INTEGER): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most;
export const isTime = (value: unknown): value is string =>
  isText(value) && /^\d{4}-\d{2}-\d{2}T/.test(value) && !Number.isNaN(Date.parse(value));
