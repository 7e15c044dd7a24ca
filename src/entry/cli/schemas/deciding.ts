import { contactGrounds } from '../../../pixels/contact-ground.ts';
import { leastDigits, maxReasonLength, maxVerdicts } from '../../../domain/gate/verdict-file.ts';
import { jobStates } from '../../../domain/job/transition.ts';
import { binding, gate } from './job.ts';
import {
  count,
  digest,
  integer,
  list,
  object,
  oneOf,
  orNull,
  text,
  truth,
  type CommandSchemas,
  type JsonSchema,
} from './schema.ts';

const verdict = oneOf('approve', 'reject');

/** A picture that waits at a gate: of these a file of verdicts is made. */
const waiting = object({
  job: text,
  gate,
  digest,
  path: text,
  recipe_id: text,
  binding,
  seed: integer,
  draft: truth,
});

/** One decision, signed, or with `--dry-run` not. `state`: where the job stands now, if this moved it. */
const decision = {
  job: text,
  gate,
  verdict,
  digest,
  state: oneOf(...jobStates, null),
  /** Other jobs with the same picture, which moved too. */
  also: list(text),
};

const tooLate = object({ job: text, message: text });

const review = {
  data: {
    oneOf: [
      // A sitting, or a file of verdicts that were all in time.
      object({ decided: count }),
      // --approve, --reject
      object(decision),
      // --list
      object({ waiting: list(waiting) }),
      // --from with --dry-run
      object({
        would_sign: list(object({ job: text, gate, digest, verdict, reason: orNull(text) })),
        moved: list(tooLate),
      }),
    ],
  },
  events: { decided: object(decision), moved: tooLate },
};

export const decidingSchemas: CommandSchemas = {
  review,
  // Decided in a sitting alone, which makes no records.
  'review-concepts': { data: object({ waiting: list(waiting) }) },
  sheet: {
    data: object({
      files: list(object({ path: text, form: oneOf('png', 'html') })),
      /** Pages of the sheet that --force replaced, where it had more of them. */
      removed: list(text),
      pictures: count,
      /** Of these, such as cannot be shown. */
      faults: count,
      /** Jobs that were left out. */
      without_picture: count,
      /** `null` where there is no sheet. */
      scale: orNull(integer),
      ground: oneOf(...contactGrounds, null),
      dry_run: truth,
    }),
  },
};

const verdictText = (pattern: string): JsonSchema => ({ type: 'string', pattern });
const fileVerdict = object(
  {
    job: verdictText('^(run_[0-9]{4,}_[a-z2-7]{4}|[0-9]{1,9})/[0-9]{1,6}(\\.[0-9]{1,6})?$'),
    digest: verdictText(`^[0-9a-fA-F]{${leastDigits},64}$`),
    verdict,
  },
  { reason: orNull({ type: 'string', maxLength: maxReasonLength }), gate: orNull(gate) },
);

/**
 * What `art review --from` takes as one JSON document; of NDJSON each line is one item of it. That no job stands there
 * twice is not said here.
 */
export const verdictFile: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Verdicts for art review --from',
  ...list(fileVerdict),
  minItems: 1,
  maxItems: maxVerdicts,
};
