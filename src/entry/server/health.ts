import { createServer, type Server } from 'node:http';
import type { Json } from '../../domain/canonical-json.ts';

/** What `/health` answers: enough to tell this project's server from another program. */
export interface Health {
  readonly artkiln: string;
  readonly project_id: string;
  readonly root: string;
  readonly pid: number;
}

export type Listening =
  { readonly kind: 'ours'; readonly server: Server } | { readonly kind: 'taken'; readonly by: Health | null };

/**
 * Listens on the project's loopback port, which is also its lock: the kernel frees it however the process ends.
 * When the port is taken, asks who has it.
 */
export async function listenAsProject(port: number, health: Health, live: () => Json): Promise<Listening> {
  const server = createServer((request, response) => {
    // Only our own address may be asked by name: a page of a stranger's site that rebinds its name gets nothing.
    const isOurs =
      request.headers.host === `127.0.0.1:${port}` || request.headers.host === `localhost:${port}`;
    const isHealth = request.method === 'GET' && request.url === '/health';
    response.setHeader('content-type', 'application/json');
    response.setHeader('cache-control', 'no-store');
    response.setHeader('x-content-type-options', 'nosniff');
    response.statusCode = !isOurs ? 403 : isHealth ? 200 : 404;
    const body = response.statusCode === 200 ? { ...health, status: live() } : { error: response.statusCode };
    response.end(`${JSON.stringify(body)}\n`);
  });
  return new Promise((resolve) => {
    server.once('error', () => {
      void askHealth(port).then((by) => resolve({ kind: 'taken', by }));
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve({ kind: 'ours', server }));
  });
}

// Whoever listens there may be a stranger, and what it answers is shown.
const isHealth = (found: Partial<Health>): found is Health =>
  typeof found.artkiln === 'string' && typeof found.root === 'string' && Number.isSafeInteger(found.pid);

/** The health of whoever listens on a port; `null` when it is not an Artkiln, or says nothing within 2 s. */
export async function askHealth(port: number): Promise<Health | null> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health`, {
      signal: AbortSignal.timeout(2_000),
      redirect: 'error',
    });
    const found = (await answer.json()) as Partial<Health>;
    return isHealth(found) ? found : null;
  } catch {
    return null;
  }
}
