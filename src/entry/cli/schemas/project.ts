import { checkNames } from '../doctor/check-names.ts';
import { severities } from '../doctor/finding.ts';
import { origins, settingNames } from '../../../domain/config.ts';
import { anything, count, list, object, oneOf, orNull, text, type CommandSchemas } from './schema.ts';

export const projectSchemas: CommandSchemas = {
  doctor: {
    data: object({
      findings: list(
        object({
          check: oneOf(...checkNames),
          id: text,
          severity: oneOf(...severities),
          message: text,
          fix: orNull(text),
        }),
      ),
      skipped: list(oneOf(...checkNames)),
      errors: count,
      warnings: count,
    }),
  },
  'config show': {
    data: object({
      settings: list(
        object({ name: oneOf(...settingNames), value: anything, origin: oneOf(...origins), source: text }),
      ),
      project: orNull(text),
      user_file: text,
    }),
  },
  completion: { data: object({ shell: oneOf('bash', 'zsh', 'fish'), script: text, install: text }) },
};
