import { reproductionReasons, reproductionVerdicts } from '../../../domain/run/reproduction.ts';
import {
  anything,
  count,
  integer,
  list,
  object,
  oneOf,
  orNull,
  text,
  truth,
  type CommandSchemas,
} from './schema.ts';

export const provingSchemas: CommandSchemas = {
  'run reproduce': {
    data: object({
      run: text,
      recipe_id: text,
      recorded_by: text,
      tool: text,
      /** Everything that differs in the ingredients of a stage, each once. */
      differences: list(
        object({ stage: text, path: list(text), from: orNull(anything), to: orNull(anything) }),
      ),
      outputs: list(
        object({
          cell: integer,
          place: count,
          stage: text,
          phase: oneOf('concept', 'final'),
          backend: text,
          output: text,
          verdict: oneOf(...reproductionVerdicts),
          reason: orNull(oneOf(...reproductionReasons)),
          recorded: orNull(text),
          made: orNull(text),
          /** Pixels that differ; `null` for what is no picture, or does not differ. */
          different_pixels: orNull(count),
          bounding_box: orNull(object({ x: count, y: count, w: count, h: count })),
        }),
      ),
      counts: object(Object.fromEntries(reproductionVerdicts.map((verdict) => [verdict, count]))),
      first_different: orNull(object({ cell: integer, stage: text, folder: text })),
      reproduced: truth,
    }),
  },
  verify: {
    data: object({
      findings: list(
        object({
          path: text,
          kind: oneOf('MISSING', 'MODIFIED', 'UNEXPECTED', 'KEY-MISMATCH', 'UNSIGNED'),
          detail: text,
        }),
      ),
      checked: count,
      absent: count,
      quick: truth,
    }),
  },
};
