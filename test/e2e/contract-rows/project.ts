import { createServer } from 'node:net';
import { join } from 'node:path';
import { altered, listening, project, rig } from '../bad-input.ts';
import type { Rows } from '../contract-row.ts';

let made = 0;

export const projectRows: Rows = {
  init: {
    isWriter: true,
    ends: () => [join(rig.folder, `new-${(made += 1)}`), '--sample'],
    fails: {
      'project-exists': { words: () => [project] },
      'file-unusable': { words: () => [join(rig.passphraseFile, 'below')] },
    },
  },
  up: {
    isWriter: true,
    ends: () => [],
    // Its worker has begun, and what ends it is in place.
    interruptAt: /"event":"up"|^up: /m,
    fails: {
      'port-taken': {
        alter: async () => {
          const server = createServer((socket) => socket.resume().end('HTTP/1.1 418 I am a teapot\r\n\r\n'));
          const port = await listening(server);
          const back = altered('art.config.json', (text) =>
            text.replace('"name"', `"port": ${port}, "name"`),
          );
          return async () => {
            back();
            await new Promise((closed) => server.close(closed));
          };
        },
        words: () => [],
      },
    },
  },
  status: { ends: () => [], isListing: true },
  worker: {
    ends: () => ['--until-idle'],
    unprovoked: { 'machine-unfit': 'It takes Windows itself, where PostgreSQL is not started by Artkiln.' },
  },
  // 6 says that something was found: a sample project has recipes whose backends cannot run here.
  doctor: { ends: () => ['--only', 'node'], nears: [[() => ['--only', 'databse'], /database/]] },
  'config show': {
    ends: () => ['--origin'],
    fails: {
      'config-invalid': {
        alter: () => altered('art.config.json', (text) => text.replace('"name"', '"nmae"')),
        words: () => [],
      },
    },
  },
  completion: { ends: () => ['bash'], nears: [[() => ['bsh'], /bash/]] },
};
