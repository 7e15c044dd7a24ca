/** The other process of the cluster tests: does one thing, tells it in lines of JSON, and waits to be let go. */
import { createInterface } from 'node:readline';
import { openCluster, type OpenClusterOptions } from '../../src/adapters/postgres/cluster/open-cluster.ts';
import { stopCluster, type StopClusterOptions } from '../../src/adapters/postgres/cluster/stop-cluster.ts';

type Order =
  | { readonly verb: 'open'; readonly options: OpenClusterOptions }
  | { readonly verb: 'stop'; readonly projectRoot: string; readonly options: StopClusterOptions };

const say = (line: object): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);
const order = JSON.parse(process.argv[2] ?? '') as Order;

if (order.verb === 'stop') {
  say({ result: await stopCluster(order.projectRoot, order.options) });
} else {
  const opened = await openCluster({ ...order.options, log: (event, detail) => say({ event, detail }) });
  say({ result: opened });
  if (opened.ok) {
    const lines = createInterface({ input: process.stdin });
    await new Promise((settle) => lines.once('close', settle));
    await opened.value.release();
  }
}
