// A worker in a process of its own that writes down every picture that it draws.
import { appendFileSync } from 'node:fs';
import type { DatabaseAddress } from '../../src/adapters/postgres/connect.ts';
import type { ProjectId } from '../../src/domain/ids.ts';
import { openProject, testWorker, withProcedural } from './project.ts';

export interface CountingOrder {
  readonly root: string;
  readonly projectId: ProjectId;
  readonly database: DatabaseAddress;
  readonly name: string;
  /** One line for each picture: worker and seed. Appended in one write, so that two processes never mix. */
  readonly log: string;
}

const order = JSON.parse(process.argv[2] ?? '') as CountingOrder;
const project = withProcedural(openProject(order.root, order.projectId), (real) => ({
  runner: {
    environment: () => real.runner?.environment() ?? Promise.reject(new Error('no runner')),
    generate: (request, context) => {
      appendFileSync(order.log, `${order.name} ${request.seed}\n`);
      return real.runner?.generate(request, context) ?? Promise.reject(new Error('no runner'));
    },
  },
}));

await testWorker(project, order.database, {
  workerId: order.name,
  queue: (queue) => ({
    ...queue,
    enterReviewGate: async (lease, candidates) => {
      const state = await queue.enterReviewGate(lease, candidates);
      process.stdout.write('gate\n');
      return state;
    },
  }),
});
process.stdout.write('ready\n');
