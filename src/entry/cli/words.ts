import type { LeverBinding } from '../../domain/recipe/recipe.ts';
import { printable } from '../../domain/source/printable.ts';

/** A binding in a few words: `armor=plate hair=red`. In the order of the levers' names: a database keeps another. */
export const bindingText = (binding: LeverBinding): string =>
  Object.keys(binding)
    .sort()
    .map((lever) => printable(`${lever}=${binding[lever] ?? ''}`))
    .join(' ');

/** What is said after decisions were signed. */
export const undoOfDecisions = 'An approval is taken back with `art withdraw`, a rejection with `art retry`.';

/** A time of the database as this machine's local time; the date only when it is not today's. */
export function localTime(iso: string, now = new Date()): string {
  const at = new Date(iso);
  const time = at.toTimeString().slice(0, 5);
  return at.toDateString() === now.toDateString() ? time : `${localDate(at)} ${time}`;
}

/** `2026-11-21 14:05:09`, for the lines of a log. */
export function localSecond(iso: string): string {
  const at = new Date(iso);
  return `${localDate(at)} ${at.toTimeString().slice(0, 8)}`;
}

function localDate(at: Date): string {
  const pad = (n: number): string => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}

/** `3 min`, `2 h`, `5 days`: about how long ago something was. */
export function ago(iso: string, now = new Date()): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(iso)) / 60_000));
  if (minutes < 1) return 'just now';
  if (minutes < 120) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}

/** The first letter as a capital, for a sentence that begins with it. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `0 B`, `812 B`, `3.4 MB`: a size as people say it, in powers of ten. */
export function byteText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
