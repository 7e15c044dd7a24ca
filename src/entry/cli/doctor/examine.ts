import type { CheckName } from './check-names.ts';
import { fault, warning, type Check, type Finding, type SoundSubject, type Subject } from './finding.ts';

/** A finding with the check that made it. */
export interface CheckFinding extends Finding {
  readonly check: CheckName;
}

export interface Examined {
  /** In the order of the checks. */
  readonly findings: readonly CheckFinding[];
  /** Checks that had nothing to look at: no project, or none that can be opened. */
  readonly skipped: readonly CheckName[];
  /** A check did not come back: something that it asked may keep this process from ending by itself. */
  readonly isStuck: boolean;
}

/** For one check, in ms; a disk that hangs must not hang the command that is to tell of it. */
const usualBoundMs = 15_000;

/** Makes the checks, all at once: they only look. None can end another, and each has its own bound. */
export async function examine(
  checks: readonly Check[],
  subject: Subject,
  boundMs = usualBoundMs,
): Promise<Examined> {
  const looks = checks.map(async (check) => {
    const look = lookOf(check, subject);
    return { check: check.name, told: look === null ? null : await bounded(check, look, boundMs) };
  });
  const results = await Promise.all(looks);
  return {
    findings: results.flatMap(({ check, told }) => (told?.findings ?? []).map((one) => ({ check, ...one }))),
    skipped: results.filter(({ told }) => told === null).map(({ check }) => check),
    isStuck: results.some(({ told }) => told?.isStuck === true),
  };
}

/** The look with what it needs; `null` where that is not there. */
function lookOf(check: Check, subject: Subject): (() => Promise<readonly Finding[]>) | null {
  const { root, config, project } = subject;
  switch (check.needs) {
    case 'machine':
      return async () => check.look(subject);
    case 'folder':
      return root === null ? null : async () => check.look({ ...subject, root });
    case 'project': {
      if (root === null || !config.ok || project === null) return null;
      const sound: SoundSubject = { ...subject, root, project, sound: config.value };
      return async () => check.look(sound);
    }
  }
}

interface Told {
  readonly findings: readonly Finding[];
  readonly isStuck: boolean;
}

async function bounded(
  { name }: Check,
  look: () => Promise<readonly Finding[]>,
  boundMs: number,
): Promise<Told> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<Told>((resolve) => {
    timer = setTimeout(() => {
      const what = `The check ${name} took longer than ${boundMs / 1000} s: something that it asks does not answer.`;
      const fix = `Look at the disk and the network; then art doctor --only ${name}`;
      resolve({ findings: [warning('check-unfinished', what, fix)], isStuck: true });
    }, boundMs);
  });
  try {
    const looking = look().then(
      (findings): Told => ({ findings, isStuck: false }),
      (error: unknown): Told => ({ findings: [refused(name, error)], isStuck: false }),
    );
    return await Promise.race([looking, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** What the system refuses a check is a finding; anything else is a fault of ours. */
function refused(name: CheckName, error: unknown): Finding {
  const { code, path } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string') throw error;
  const what = `The check ${name} could not look${path === undefined ? '' : ` at ${path}`} (${code}).`;
  return fault(
    'check-refused',
    what,
    'Give yourself the right to read there, or run it as the user who has it.',
  );
}
