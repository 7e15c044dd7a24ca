import { fail, ok, type Result } from '../../domain/result.ts';
import { usage } from './options.ts';

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/**
 * A time that a person gives as an age or a date: `90m`, `2h`, `3d`, `1w` before `now`; `2026-11-01` or
 * `2026-11-01T14:30` in local time; a whole ISO 8601 time. Gives ISO 8601 UTC; `null` when nothing was given.
 */
export function timeOption(flag: string, given: unknown, now: Date): Result<string | null> {
  if (typeof given !== 'string') return ok(null);
  const at = ageOf(given, now) ?? dateOf(given);
  if (at !== null) return ok(at.toISOString());
  const what = `${flag} takes a date such as 2026-11-01, or an age such as 30m, 2h, 3d or 1w.`;
  return fail(usage(what));
}

function ageOf(text: string, now: Date): Date | null {
  const match = /^([0-9]{1,5})([mhdw])$/.exec(text);
  if (match === null) return null;
  return new Date(now.getTime() - Number(match[1]) * unitMs[match[2] as keyof typeof unitMs]);
}

function dateOf(text: string): Date | null {
  const match =
    /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,6})?(Z)?)?)?$/.exec(
      text,
    );
  if (match === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', zone] = match;
  const parts = [Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)];
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = parts;
  if (h > 23 || mi > 59 || s > 59) return null;
  const at = zone === 'Z' ? new Date(Date.UTC(y, mo, d, h, mi, s)) : new Date(y, mo, d, h, mi, s);
  // A day that no calendar has, such as the 31st of February, would be taken for another one.
  const isThere = zone === 'Z' ? at.getUTCDate() === d : at.getDate() === d;
  return mo < 12 && isThere ? at : null;
}
