import type { RunId } from '../ids.ts';
import { isRunId } from '../ids.ts';

/** A job's public id: run, place in the run's list of cells (from 1), and try (1 unless retried). */
export interface JobId {
  readonly runId: RunId;
  readonly cell: number;
  readonly try: number;
}

/** `run_0042_k3f9/3`, or `run_0042_k3f9/3.2` for the first retry. */
export const formatJobId = (id: JobId): string => `${id.runId}/${id.cell}${id.try === 1 ? '' : `.${id.try}`}`;

/** What a person typed for a run: a whole id, or the number alone: `42`, `0042`, `run_0042`. Letters in any case. */
export type RunReference = { readonly runId: RunId } | { readonly number: number };

/** What a person typed for a job: `42/3`, `run_0042_k3f9/3.2`. */
export interface JobReference {
  readonly run: RunReference;
  readonly cell: number;
  /** `null` means the latest try. */
  readonly try: number | null;
}

export function parseRunReference(text: string): RunReference | null {
  const lower = text.toLowerCase();
  if (isRunId(lower)) return { runId: lower };
  const number = /^(?:run_)?([0-9]{1,9})$/.exec(lower)?.[1];
  return number === undefined ? null : { number: Number(number) };
}

export function parseJobReference(text: string): JobReference | null {
  const match = /^([a-z0-9_]{1,24})\/([0-9]{1,6})(?:\.([0-9]{1,6}))?$/i.exec(text);
  const run = match === null ? null : parseRunReference(match[1] ?? '');
  if (match === null || run === null) return null;
  return { run, cell: Number(match[2]), try: match[3] === undefined ? null : Number(match[3]) };
}
