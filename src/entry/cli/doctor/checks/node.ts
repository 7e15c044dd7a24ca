import { arch, release } from 'node:os';
import { fault, fine, warning, type Check } from '../finding.ts';

const leastMajor = 20;
const leastMinor = 19;

export const nodeCheck: Check = {
  name: 'node',
  about: 'the version of Node and the system under it',
  needs: 'machine',
  look() {
    const { node } = process.versions;
    const [major = 0, minor = 0] = node.split('.').map(Number);
    const isOld = major < leastMajor || (major === leastMajor && minor < leastMinor);
    const found = isOld
      ? fault(
          'node-old',
          `Node ${node} is too old: Artkiln needs 20.19 or newer.`,
          'Install Node 20.19 or newer.',
        )
      : fine('node-version', `Node ${node} on ${process.platform} ${arch()}.`);
    if (process.platform === 'linux' || process.platform === 'darwin') return [found];
    const what = `${process.platform} ${release()} is no system that Artkiln is made for.`;
    return [found, warning('node-platform', what, 'Use Linux or macOS; on Windows, WSL2.')];
  },
};
