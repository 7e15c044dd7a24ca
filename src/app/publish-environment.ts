import { canonicalJson } from '../domain/canonical-json.ts';
import { ok } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { Environments } from '../ports/environments.ts';
import type { Log } from '../ports/log.ts';
import type { EnvironmentOf } from './stage-work.ts';

export interface PublishEnvironmentDeps {
  readonly environments: Environments;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly workerId: string;
}

/**
 * Asks a backend for its surroundings, and publishes them where they are not what was published last. Those of a
 * deterministic backend are its own code's, so everybody may ask for them and nobody needs a copy. A copy that cannot be
 * written holds nothing up: plans know less, and that is all.
 */
export function publishingEnvironment(deps: PublishEnvironmentDeps): EnvironmentOf {
  return async (backend) => {
    if (backend.runner === undefined) return ok({});
    const found = await backend.runner.environment();
    if (!found.ok || backend.reproducibility === 'deterministic') return found;
    const environment = found.value;
    const last = await deps.environments.read(backend.name);
    const isKnown =
      last.ok && last.value !== null && canonicalJson(last.value.environment) === canonicalJson(environment);
    if (isKnown) return found;
    const published = await deps.environments.publish({
      backend: backend.name,
      environment,
      publishedAt: deps.clock.now(),
      worker: deps.workerId,
    });
    if (!published.ok)
      deps.log.warn('environment-not-published', {
        backend: backend.name,
        failure: published.failure.kind,
      });
    return found;
  };
}
