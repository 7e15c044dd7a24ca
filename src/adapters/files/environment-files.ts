import { environmentPath, environmentText, parseEnvironmentFile } from '../../domain/run/environment-file.ts';
import { ok } from '../../domain/result.ts';
import type { Environments } from '../../ports/environments.ts';
import type { ProjectFiles } from '../../ports/files.ts';

/** Published environments under `.art/env/`. Deleting them loses nothing: workers publish anew. */
export function environmentFiles(files: ProjectFiles): Environments {
  return {
    async read(backend) {
      const text = await files.readText(environmentPath(backend));
      // Not UTF-8, say: as good as none.
      if (!text.ok && text.failure.kind !== 'file-unusable') return text;
      const file = text.ok && text.value !== null ? parseEnvironmentFile(text.value, backend) : null;
      if (file === null) return ok(null);
      const { environment, published_at: publishedAt, worker } = file;
      return ok({ backend, environment, publishedAt, worker });
    },
    publish: ({ backend, environment, publishedAt, worker }) =>
      files.replace(
        environmentPath(backend),
        environmentText({ schema_version: 1, backend, environment, published_at: publishedAt, worker }),
      ),
  };
}
