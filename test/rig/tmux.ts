import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Pane {
  keys(...keys: readonly string[]): void;
  text(): string;
  /** The text with its colours. */
  painted(): string;
  /** Writes every byte that the terminal gets from now on to a file. */
  record(path: string): void;
  pid(): number;
  resize(columns: number, rows: number): void;
  /** Waits until the pane's text satisfies `isThere`; gives the text. */
  until(isThere: (text: string) => boolean, withinMs?: number): Promise<string>;
  close(): void;
}

export function hasTmux(): boolean {
  try {
    execFileSync('tmux', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Runs a shell command in a terminal of its own tmux server. The pane stays when the command has ended. */
export function openPane(command: string, size: { columns: number; rows: number }, cwd: string): Pane {
  const folder = mkdtempSync(join(tmpdir(), 'artkiln-tmux-'));
  const socket = join(folder, 's');
  const tmux = (...args: readonly string[]): string =>
    execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...args], { encoding: 'utf8', cwd });
  tmux(
    'new-session',
    '-d',
    '-x',
    String(size.columns),
    '-y',
    String(size.rows),
    `${command}; echo "ENDED $?"; exec cat`,
  );
  tmux('set-option', '-g', 'window-size', 'manual');
  const text = (): string => tmux('capture-pane', '-p');
  return {
    keys: (...keys) => void tmux('send-keys', ...keys),
    text,
    painted: () => tmux('capture-pane', '-p', '-e'),
    record: (path) => void tmux('pipe-pane', '-o', `cat > ${path}`),
    pid: () => Number(tmux('display-message', '-p', '#{pane_pid}')),
    resize: (columns, rows) => void tmux('resize-window', '-x', String(columns), '-y', String(rows)),
    until: async (isThere, withinMs = 20_000) => {
      const deadline = Date.now() + withinMs;
      for (;;) {
        const now = text();
        if (isThere(now)) return now;
        if (Date.now() > deadline) throw new Error(`the screen never came; it was:\n${now}`);
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
    close: () => {
      tmux('kill-server');
      // tmux leaves its socket behind.
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
