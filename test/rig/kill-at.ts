// Kills this process, as the kernel does, at the k-th operation that changes something that lasts.
import fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

type Act = (...given: never[]) => Promise<unknown>;

/** Passed points of the process so far. */
let passed = 0;
let killAt = Infinity;

/** A point at which the process may be killed; what comes before it has happened, what comes after has not. */
export function point(): Promise<void> {
  passed += 1;
  if (passed !== killAt) return Promise.resolve();
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}

export const points = (): number => passed;

/** Every way in which the file adapters change names, and what they do with files that they write. */
const changes = ['chmod', 'link', 'mkdir', 'rename', 'rm', 'rmdir', 'unlink'] as const;

/** Has every change of the file system from now on be a point, the writing of a file two: before it, and half done. */
export function countPoints(at: number): void {
  killAt = at;
  const promises = fs.promises as unknown as Record<string, Act>;
  for (const name of changes) {
    const real = promises[name] as Act;
    promises[name] = async (...given) => {
      await point();
      return real(...given);
    };
  }
  const open = promises['open'] as unknown as typeof fs.promises.open;
  promises['open'] = (async (...given: Parameters<typeof open>) => {
    if (String(given[1] ?? 'r').startsWith('w')) await point();
    return watched(await open(...given));
  }) as unknown as Act;
  syncBuiltinESMExports();
}

function watched(handle: FileHandle): FileHandle {
  const [write, sync] = [handle.writeFile.bind(handle), handle.sync.bind(handle)];
  handle.writeFile = async (data) => {
    await point();
    const bytes = Buffer.from(data as Uint8Array);
    await handle.write(bytes, 0, bytes.length >> 1);
    await point();
    await write(bytes.subarray(bytes.length >> 1));
  };
  handle.sync = async () => {
    await point();
    await sync();
  };
  return handle;
}
