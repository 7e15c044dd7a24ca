import { setTimeout as pause } from 'node:timers/promises';
import type { RunningWorker } from '../../../app/work.ts';
import type { DatabasePlace } from '../../../compose-database.ts';
import type { Project } from '../../../compose.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { printable } from '../../../domain/source/printable.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase, type CommandContext } from '../context.ts';
import { untilSignal } from '../signals.ts';
import { workerLine } from '../worker-line.ts';

export const run: RunCommand = async (context, { options }) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const { config, project } = opened.value;
  const untilIdle = options['untilIdle'] === true;
  const { databaseUrl, workerDatabaseUrl } = config;
  if (databaseUrl === null && workerDatabaseUrl !== null) {
    // A worker of its own: it has the worker's login and no other, and whoever queues has the owner's.
    const { workerPlace } = await import('../../../compose-database.ts');
    return finish(context, await work(context, workerPlace(workerDatabaseUrl), project, untilIdle));
  }
  return finish(
    context,
    await withDatabase(context, async (online) => {
      const { catchUp } = await import('../catch-up.ts');
      const caught = await catchUp(context, online);
      return caught.ok ? work(context, online.place, online.project, untilIdle) : caught;
    }),
  );
};

async function work(
  context: CommandContext,
  place: DatabasePlace,
  project: Project,
  untilIdle: boolean,
): Promise<Result<void>> {
  const { composeWorker } = await import('../../../compose-worker.ts');
  let onEvent: () => void = () => undefined;
  const worker = await composeWorker(place, project, (level, event, fields) => {
    context.output.event(event, { level, ...JSON.parse(JSON.stringify(fields ?? {})) });
    const line = workerLine(event, fields);
    if (line !== null && context.flags.json !== true) context.output.note(line);
    onEvent();
  });
  if (!worker.ok) return worker;
  context.output.note(`working over ${printable(place.name)} (Ctrl-C stops)`);
  const nextEvent = (): Promise<void> =>
    new Promise((resolve) => {
      onEvent = resolve;
    });
  const over = await Promise.race([
    untilSignal(context.output),
    worker.value.done,
    ...(untilIdle ? [idle(worker.value, nextEvent)] : []),
  ]);
  await worker.value.stop();
  const done = await worker.value.done;
  const ended = over !== undefined && !over.ok ? over : done;
  if (ended.ok) context.output.result({ stopped: true }, []);
  return ended;
}

/**
 * Resolves when nothing is left that a worker could do: looked at after each of its events. While the database is out
 * of reach nobody knows; the worker itself says when it gives up.
 */
async function idle(worker: RunningWorker, nextEvent: () => Promise<void>): Promise<Result<void>> {
  for (;;) {
    const event = nextEvent();
    const isIdle = await worker.isIdle();
    if (isIdle.ok && isIdle.value) return ok(undefined);
    if (!isIdle.ok && isIdle.failure.kind !== 'database-unreachable') return isIdle;
    await (isIdle.ok ? event : Promise.race([event, pause(1_000, undefined, { ref: false })]));
  }
}
