import type { JobState } from '../../domain/job/transition.ts';
import type { LeverBinding } from '../../domain/recipe/recipe.ts';
import { printable } from '../../domain/source/printable.ts';
import type { Style } from './terminal/style.ts';

/** A binding in a few words: `hair=red armor=plate`. */
export const bindingText = (binding: LeverBinding): string =>
  Object.entries(binding)
    .map(([lever, value]) => printable(`${lever}=${value}`))
    .join(' ');

/** A state in its colour. The word alone says it too. */
export function stateText(state: JobState, style: Style): string {
  switch (state) {
    case 'AwaitingConceptApproval':
    case 'AwaitingReview':
      return style.yellow(state);
    case 'Approved':
      return style.green(state);
    case 'Rejected':
    case 'Failed':
      return style.red(state);
    case 'Pending':
    case 'ConceptGenerating':
    case 'RotationGenerating':
    case 'Persisting':
      return style.cyan(state);
  }
}

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
