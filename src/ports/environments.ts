import type { Json } from '../domain/canonical-json.ts';
import type { PluginName } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';

/** What a worker last found of a backend's surroundings. */
export interface PublishedEnvironment {
  readonly backend: PluginName;
  readonly environment: { readonly [name: string]: Json };
  /** ISO 8601, UTC. */
  readonly publishedAt: string;
  /** The worker that found it. */
  readonly worker: string;
}

/** `.art/env/<backend>.json`: what lets a plan know fingerprints without asking a backend anything. */
export interface Environments {
  /** `null` where none was published, or what is there cannot be read: it is only a copy. */
  read(backend: PluginName): Promise<Result<PublishedEnvironment | null>>;
  publish(published: PublishedEnvironment): Promise<Result<void>>;
}
