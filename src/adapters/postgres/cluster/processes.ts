import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';

/**
 * What can be known about processes: whether one is alive, and which stand in a folder. A postmaster and all its
 * backends have the data folder as working directory for their whole life, so on Linux the question "does any
 * process use this folder?" has an exact answer. A pid alone has none: pids are reused.
 */
export const isLinux = process.platform === 'linux';

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

interface ProcessState {
  /** When it started, in the system's own terms: equal only for the same process. */
  readonly start: string;
  readonly isDead: boolean;
}

function processState(pid: number): ProcessState | null {
  if (!isLinux) return processStateByPs(pid);
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The command in parentheses may hold spaces and parentheses of its own, so parse after the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // kill(pid, 0) succeeds for a zombie, and a zombie may stay for ever where PID 1 does not reap.
    return { start: fields[19] ?? '', isDead: fields[0] === 'Z' || fields[0] === 'X' };
  } catch {
    return null;
  }
}

function processStateByPs(pid: number): ProcessState | null {
  try {
    const line = execFileSync('/bin/ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'latin1',
      env: { LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    const [state = '', ...start] = line.split(/\s+/);
    return line === '' ? null : { start: start.join(' '), isDead: state.startsWith('Z') };
  } catch {
    return null;
  }
}

/** Start mark of a process, `''` where it is gone. */
export const processStart = (pid: number): string => processState(pid)?.start ?? '';

/** Whether the process lives (a zombie does not) and, where `start` is given, is still the same one. */
export function isAlive(pid: number, start?: string): boolean {
  const state = processState(pid);
  return state !== null && !state.isDead && (start === undefined || state.start === start);
}

/** Working directory of a process; `null` when it has none (gone, zombie), `unreadable` when we may not know. */
export function workingFolder(pid: number): string | null | 'unreadable' {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch (error) {
    return codeOf(error) === 'EACCES' || codeOf(error) === 'EPERM' ? 'unreadable' : null;
  }
}

const everyPid = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name))
    .map(Number);

// The owner of /proc/<pid> is root for a process that may not be dumped; the status file names the real uid.
function uidOf(pid: number): number | null {
  try {
    const line = /^Uid:\s+[0-9]+\s+([0-9]+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return line?.[1] === undefined ? null : Number(line[1]);
  } catch {
    return null;
  }
}

export const isUidInUse = (uid: number): boolean => isLinux && everyPid().some((pid) => uidOf(pid) === uid);

/** The account that a server runs under. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export type Occupant =
  | { readonly kind: 'none' }
  | { readonly kind: 'process'; readonly pid: number }
  | { readonly kind: 'unknown'; readonly pid: number };

/**
 * A process that stands in `folder` (a real path, private to `account`), the lowest pid first. Linux only.
 * Processes of other users that we may not look at are left out: they cannot enter a 0700 folder.
 */
export function occupantOf(folder: string, account: Account): Occupant {
  const hidden: number[] = [];
  for (const pid of everyPid().sort((a, b) => a - b)) {
    const place = workingFolder(pid);
    if (place === folder) return { kind: 'process', pid };
    if (place === 'unreadable' && uidOf(pid) === account.uid && isAlive(pid)) hidden.push(pid);
  }
  if (hidden.length === 0) return { kind: 'none' };
  return process.getuid?.() === 0 && account.uid !== 0
    ? occupantSeenBy(account, folder, hidden)
    : { kind: 'unknown', pid: hidden[0] ?? 0 };
}

/** Root in a container often has no CAP_SYS_PTRACE and may not look; the server's own account may. */
function occupantSeenBy(account: Account, folder: string, pids: readonly number[]): Occupant {
  const script = 'for p do printf "%s %s\\n" "$p" "$(readlink "/proc/$p/cwd")"; done';
  const seen = spawnSync('/bin/sh', ['-c', script, 'sh', ...pids.map(String)], {
    uid: account.uid,
    gid: account.gid,
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const places = new Map<number, string>();
  for (const line of (seen.stdout ?? '').split('\n')) {
    const space = line.indexOf(' ');
    if (space > 0) places.set(Number(line.slice(0, space)), line.slice(space + 1));
  }
  for (const pid of pids) {
    const place = places.get(pid) ?? '';
    if (place === folder) return { kind: 'process', pid };
    if (place === '' && isAlive(pid)) return { kind: 'unknown', pid };
  }
  return { kind: 'none' };
}

/**
 * The postmaster that stands in `folder` although the folder was deleted. Verified: its working directory has no
 * name left (link count 0), it was started as `... -D <folder>`, and it is no child of another such process.
 */
export function orphanOf(folder: string): number | null {
  if (!isLinux) return null;
  const orphans = everyPid().filter((pid) => {
    try {
      if (readlinkSync(`/proc/${pid}/cwd`) !== `${folder} (deleted)`) return false;
      return statSync(`/proc/${pid}/cwd`).nlink === 0;
    } catch {
      return false;
    }
  });
  return orphans.find((pid) => startedFor(pid, folder)) ?? null;
}

// Backends rewrite their title, so only the postmaster still shows the arguments that we gave it.
function startedFor(pid: number, folder: string): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return /(^|\/)postgres$/.test(words[0] ?? '') && words[words.indexOf('-D') + 1] === folder;
  } catch {
    return false;
  }
}

/** Identity of the kernel's run and of our view of its pids: a pid means nothing across either. */
export function pidScope(): { readonly boot: string; readonly namespace: string } {
  if (!isLinux) return { boot: '', namespace: '' };
  try {
    return {
      boot: readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim(),
      namespace: readlinkSync('/proc/self/ns/pid'),
    };
  } catch {
    return { boot: '', namespace: '' };
  }
}
