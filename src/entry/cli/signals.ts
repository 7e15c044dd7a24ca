import type { Output } from './output.ts';
import { onOutputGone } from './watch-output.ts';

/**
 * Resolves at the first SIGINT, SIGTERM or SIGHUP: stop claiming, finish what is in the middle. A second one ends the
 * process at once; nothing is lost, since the next worker takes over what this one held. An output that nobody reads
 * any more counts as the first.
 */
export function untilSignal(output: Output): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false;
    onOutputGone(() => {
      isStopping = true;
      resolve();
    });
    const onSignal = (): void => {
      if (isStopping) process.exit(130);
      isStopping = true;
      output.note('stopping: finishing what has begun (Ctrl-C again: at once; nothing is lost)');
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
}
