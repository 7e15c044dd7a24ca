import { failure } from '../../../domain/failure.ts';
import { fail, type Result } from '../../../domain/result.ts';
import { printable } from '../../../domain/source/printable.ts';
import { version } from '../../../version.ts';
import { listenAsProject } from '../../server/health.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase, type OnlineProject } from '../context.ts';
import { overview, overviewLines } from '../overview.ts';
import { untilSignal } from '../signals.ts';
import { workerLine } from '../worker-line.ts';

export const run: RunCommand = async (context) => {
  const { output } = context;
  const opened = context.project();
  if (!opened.ok) return output.failure(opened.failure);
  const { config } = opened.value;
  const health = { artkiln: version, project_id: config.projectId, root: config.root, pid: process.pid };
  let live = { worker: false };
  const listening = await listenAsProject(config.upPort, health, () => live);
  const address = `http://127.0.0.1:${config.upPort}`;
  if (listening.kind === 'taken') {
    if (listening.by?.root !== config.root)
      return output.failure(failure('port-taken', { port: config.upPort }));
    output.result({ address, pid: listening.by.pid, already_running: true }, [
      `Artkiln is up for this project already: ${address}/health (process ${listening.by.pid})`,
    ]);
    return 0;
  }
  const stopped = untilSignal(output);
  try {
    return finish(
      context,
      await withDatabase(context, async (online) => {
        const { project, place } = online;
        const { composeWorker } = await import('../../../compose-worker.ts');
        const { catchUp } = await import('../catch-up.ts');
        const caught = await catchUp(context, online);
        if (!caught.ok) return caught;
        let moved: () => void = () => undefined;
        const worker = await composeWorker(place, project, (_level, event, fields) => {
          output.event(event, JSON.parse(JSON.stringify(fields ?? {})));
          const line = workerLine(event, fields);
          if (line !== null && !context.flags.json) output.note(`  ${line}`);
          if (event === 'job-moved') moved();
        });
        if (!worker.ok) return worker;
        live = { worker: true };
        output.event('up', { address, database: place.name });
        output.note(`up: ${printable(config.name || config.root)}`);
        output.note(`  ${address}/health  database ${place.name}`);
        const told = tellWhenQuiet(online, (next) => {
          moved = next;
        });
        const over = await Promise.race([stopped, worker.value.done, told]);
        await worker.value.stop();
        const done = await worker.value.done;
        const ended = over !== undefined && !over.ok ? over : done;
        if (!ended.ok) return ended;
        output.result({ stopped: true }, []);
        const idle = config.databaseIdleMinutes;
        const after = idle === null ? '' : ` It stops after ${idle} min without use.`;
        if (place.isOwn) {
          output.note(`stopped. The database keeps running.${after}`);
          output.note('to stop it now: art db stop');
        }
        return ended;
      }),
    );
  } finally {
    listening.server.close();
    listening.server.closeAllConnections();
  }

  /** Says what waits for a person whenever the work comes to rest; never ends by itself, but with a failure. */
  async function tellWhenQuiet(
    online: OnlineProject,
    onMoved: (next: () => void) => void,
  ): Promise<Result<void>> {
    let before = '';
    for (;;) {
      let wake: () => void = () => undefined;
      const next = new Promise<void>((resolve) => {
        wake = resolve;
      });
      onMoved(wake);
      const seen = await overview(online);
      if (!seen.ok && seen.failure.kind !== 'database-unreachable') return fail(seen.failure);
      if (seen.ok && !seen.value.isAtWork) {
        const lines = overviewLines(seen.value, output.style('stderr'));
        const text = lines.join('\n');
        if (text !== before && !context.flags.json) for (const line of lines) output.note(line);
        before = text;
      }
      const pause = new Promise<void>((resolve) => setTimeout(resolve, 2_000).unref());
      await Promise.race([next, pause]);
    }
  }
};
