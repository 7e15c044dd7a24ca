import { isFinal, gateOf } from '../../../domain/job/transition.ts';
import { ok } from '../../../domain/result.ts';
import type { RunCommand } from '../commands.ts';
import { finish, withDatabase } from '../context.ts';
import { untilSignal } from '../signals.ts';
import { workerLine } from '../worker-line.ts';

/** How often an idle worker looks whether the others are done, in ms. */
const lookEveryMs = 500;

export const run: RunCommand = async (context, { options }) =>
  finish(
    context,
    await withDatabase(context, async ({ project, place, queue }) => {
      const { composeWorker } = await import('../../../compose-worker.ts');
      const { queuePending } = await import('../../../app/queue-pending.ts');
      const { indexDecisions } = await import('../../../app/index-decisions.ts');
      const late = await queuePending({ ...project, queue });
      if (!late.ok) return late;
      const indexed = await indexDecisions({ ...project, queue });
      if (!indexed.ok) return indexed;
      let onEvent: () => void = () => undefined;
      const worker = await composeWorker(place, project, (level, event, fields) => {
        context.output.event(event, { level, ...JSON.parse(JSON.stringify(fields ?? {})) });
        const line = workerLine(event, fields);
        if (line !== null && !context.flags.json) context.output.note(line);
        onEvent();
      });
      if (!worker.ok) return worker;
      const stopped = untilSignal(context.output);
      if (options['untilIdle'] === true) {
        await Promise.race([stopped, worker.value.done, idle()]);
      } else {
        await Promise.race([stopped, worker.value.done]);
      }
      await worker.value.stop();
      context.output.result({ stopped: true }, []);
      return worker.value.done;

      /** Nothing is left that a worker could do: looked at after each of its events, and where another worker does it. */
      async function idle(): Promise<void> {
        for (;;) {
          const event = new Promise<void>((resolve) => {
            onEvent = resolve;
          });
          const jobs = await queue.jobs({});
          if (!jobs.ok) return;
          if (jobs.value.every((j) => isFinal(j.state) || gateOf(j.state) !== null || j.waitingFor !== null)) return;
          const pause = new Promise<void>((resolve) => setTimeout(resolve, lookEveryMs).unref());
          await Promise.race([event, pause]);
        }
      }
    }).then((outcome) => (outcome.ok ? ok(undefined) : outcome)),
  );
