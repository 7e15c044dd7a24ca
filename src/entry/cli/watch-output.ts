// Not the signal SIGPIPE: with a listener, and again without it, Node would let the next write end the process.
const listeners = new Set<() => void>();

/** Calls the listener when nobody can read stdout any more; gives what takes it away again. */
export function onOutputGone(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The exit code for a result that could not be written, as on a full disk behind `art jobs > file`. */
const outputLost = 12;

/**
 * Lets a command go on whose output nobody can read any more, and keeps its exit code true: `art review --from ... |
 * head` signs what it was told to sign, and `art verify | head` still says by its code what it found. A closed pipe is
 * the reader's choice and no failure; any other loss of stdout is told, and makes a success exit with 12. Commands
 * that would go on without end hear of both as `SIGPIPE`, which Node itself never passes on.
 *
 * @returns the exit code to end with, for the code of the command
 */
export function watchOutput(): (code: number) => number {
  let isGone = false;
  let lost = 0;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (isGone) return;
    isGone = true;
    if (error.code !== 'EPIPE') {
      lost = outputLost;
      // The command may have ended before the system told of its last write.
      if (process.exitCode === 0) process.exitCode = lost;
      process.stderr.write(
        `failed file-unusable: the output cannot be written (${error.code ?? 'unknown'}).\n`,
      );
    }
    for (const listener of [...listeners]) listener();
  });
  // Nobody reads the notes: what they are about goes on.
  process.stderr.on('error', () => undefined);
  return (code) => (code === 0 ? lost : code);
}
