import type { LeverBinding } from '../../domain/recipe/recipe.ts';
import { printable } from '../../domain/source/printable.ts';

/** A binding in a few words: `hair=red armor=plate`. */
export const bindingText = (binding: LeverBinding): string =>
  Object.entries(binding)
    .map(([lever, value]) => printable(`${lever}=${value}`))
    .join(' ');

/** `1 job`, `2 jobs`. */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** A time of the database as this machine's local time; the date only when it is not today's. */
export function localTime(iso: string): string {
  const at = new Date(iso);
  const time = at.toTimeString().slice(0, 5);
  const isToday = at.toDateString() === new Date().toDateString();
  const pad = (n: number): string => String(n).padStart(2, '0');
  return isToday ? time : `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())} ${time}`;
}
