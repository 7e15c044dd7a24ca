import { connect } from 'node:net';
import { askHealth } from '../../../server/health.ts';
import { fault, fine, type Check } from '../finding.ts';

const boundMs = 1_000;

export const portsCheck: Check = {
  name: 'ports',
  about: 'whether the port of art up is free, or ours',
  needs: 'project',
  async look({ sound: { upPort, root } }) {
    // Connecting rather than listening: for a moment, a listener would keep an `art up` from its port.
    if (!(await isTaken(upPort))) return [fine('port-free', `Port ${upPort} is free for art up.`)];
    const by = await askHealth(upPort);
    if (by?.root === root) return [fine('port-ours', `art up runs (process ${by.pid}, port ${upPort}).`)];
    const who = by === null ? 'another program' : `the Artkiln of ${by.root} (process ${by.pid})`;
    const fix = 'Set "port" in art.config.json to a free one from 1024 to 65535.';
    return [fault('port-taken', `Port ${upPort}, which art up needs, is taken by ${who}.`, fix)];
  },
};

const isTaken = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: boundMs });
    const end = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket
      .on('connect', () => end(true))
      .on('timeout', () => end(true))
      .on('error', () => end(false));
  });
