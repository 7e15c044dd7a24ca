// A worker in a process of its own, that stands still at one point of its work until somebody kills it.
import type { DatabaseAddress } from '../../src/adapters/postgres/connect.ts';
import type { ProjectId } from '../../src/domain/ids.ts';
import { openProject, testWorker, withProcedural } from './project.ts';

export type Standstill =
  'drawing' | 'stage-published' | 'final-stored' | 'picture-stored' | 'candidate-stored';

export interface ChildOrder {
  readonly root: string;
  readonly projectId: ProjectId;
  readonly database: DatabaseAddress;
  readonly at: Standstill;
}

const order = JSON.parse(process.argv[2] ?? '') as ChildOrder;

/** Says where we are, and never returns where the order tells us to stand. */
function reach(point: Standstill): Promise<void> {
  if (point !== order.at) return Promise.resolve();
  process.stdout.write(`${point}\n`);
  return new Promise(() => undefined);
}

const plain = openProject(order.root, order.projectId);
const project = {
  ...withProcedural(plain, (real) => ({
    runner: {
      environment: () => real.runner?.environment() ?? Promise.reject(new Error('no runner')),
      generate: async (request, context) => {
        await reach('drawing');
        if (real.runner === undefined) throw new Error('no runner');
        return real.runner.generate(request, context);
      },
    },
  })),
  runs: {
    ...plain.runs,
    publishStage: async (...stage: Parameters<typeof plain.runs.publishStage>) => {
      const published = await plain.runs.publishStage(...stage);
      await reach('stage-published');
      return published;
    },
  },
  files: {
    ...plain.files,
    publish: async (...file: Parameters<typeof plain.files.publish>) => {
      const published = await plain.files.publish(...file);
      if (file[0].endsWith('.png')) await reach('picture-stored');
      return published;
    },
  },
};

await testWorker(project, order.database, {
  workerId: 'child',
  queue: (queue) => ({
    ...queue,
    finalStored: async (lease) => {
      const stored = await queue.finalStored(lease);
      await reach('final-stored');
      return stored;
    },
    enterReviewGate: async (lease, candidates) => {
      await reach('candidate-stored');
      return queue.enterReviewGate(lease, candidates);
    },
  }),
});
