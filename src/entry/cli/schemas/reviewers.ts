import { digest, list, object, text, truth, type CommandSchemas } from './schema.ts';

export const reviewerSchemas: CommandSchemas = {
  'reviewer add': {
    data: {
      oneOf: [
        // A reviewer of this project: `root` for the first one.
        object({ key_id: digest, name: text, public_key: text, root: truth }),
        // A key on this machine that a reviewer has to admit, unless `reviewer` says that they have.
        object({ name: text, public_key: text, root: { const: false }, reviewer: truth }),
      ],
    },
  },
  'reviewer list': {
    data: object({
      reviewers: list(
        object({ key_id: digest, name: text, public_key: text, root: truth, may_decide: truth, mine: truth }),
      ),
    }),
  },
};
