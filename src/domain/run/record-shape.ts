import { isPluginName, type PluginName } from '../ids.ts';
import { isUtcTime } from '../utc-time.ts';

export const isText = (value: unknown): value is string => typeof value === 'string';
/** Name of a backend or stage, and a part of folder names. */
export const isName = (value: unknown): value is PluginName => isText(value) && isPluginName(value);
/** A whole number from 0 to `most`. */
export const isCount = (value: unknown, most: number = Number.MAX_SAFE_INTEGER): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most;
export const isTime = (value: unknown): value is string => isText(value) && isUtcTime(value);
