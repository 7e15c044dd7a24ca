import { tell, type Failure } from '../../../domain/failure.ts';
import { few } from '../../../domain/source/counted.ts';
import type { Config, Surroundings } from '../../config.ts';
import type { Project } from '../../../compose.ts';
import type { TerminalFacts } from '../terminal/style.ts';
import type { CheckName } from './check-names.ts';

/** From the least to the worst. */
export const severities = ['ok', 'warn', 'error'] as const;
export type Severity = (typeof severities)[number];

export interface Finding {
  /** Stable, for scripts: `gitignore-lines`. */
  readonly id: string;
  readonly severity: Severity;
  /** One sentence. May hold foreign text; whoever prints it escapes it. */
  readonly message: string;
  /** What mends it, a command where there is one; `null` for what needs no mending. */
  readonly fix: string | null;
}

/** What is looked at. Parts are missing where the project is broken or absent. */
export interface Subject {
  readonly surroundings: Surroundings;
  readonly facts: (stream: 'stdout' | 'stderr') => TerminalFacts;
  /** Real path of the folder with `art.config.json`, however broken that file is. */
  readonly root: string | null;
  /** The configuration, or why there is none. */
  readonly config:
    { readonly ok: true; readonly value: Config } | { readonly ok: false; readonly failure: Failure };
  readonly project: Project | null;
}
export type RootedSubject = Subject & { readonly root: string };
export type SoundSubject = RootedSubject & { readonly project: Project; readonly sound: Config };

export type Look<S extends Subject> = (subject: S) => Promise<readonly Finding[]> | readonly Finding[];

/** One check. `needs` says what must be there for it to have anything to look at. */
export type Check = { readonly name: CheckName; readonly about: string } & (
  | { readonly needs: 'machine'; readonly look: Look<Subject> }
  | { readonly needs: 'folder'; readonly look: Look<RootedSubject> }
  | { readonly needs: 'project'; readonly look: Look<SoundSubject> }
);

export const fine = (id: string, message: string): Finding => ({ id, severity: 'ok', message, fix: null });
export const warning = (id: string, message: string, fix: string): Finding => ({
  id,
  severity: 'warn',
  message,
  fix,
});
export const fault = (id: string, message: string, fix: string): Finding => ({
  id,
  severity: 'error',
  message,
  fix,
});

/** A failure that a command would meet, as a finding: the same words, the same way on. */
export function findingOf(met: Failure, severity: 'warn' | 'error' = 'error'): Finding {
  const { kind, message, next } = tell(met);
  return { id: kind, severity, message, fix: next ?? 'Run the command that you meant with --verbose.' };
}

/** Names in a finding: what is looked at goes on below them. */
export const some = (names: readonly string[], most = 3): string => few(names, most);
