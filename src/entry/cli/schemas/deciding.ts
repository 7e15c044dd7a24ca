import { count, integer, list, object, oneOf, orNull, text, truth, type CommandSchemas } from './schema.ts';

export const deciding: CommandSchemas = {
  sheet: {
    data: object({
      files: list(object({ path: text, form: oneOf('png', 'html') })),
      pictures: count,
      /** Of these, such as cannot be shown. */
      faults: count,
      /** Jobs that were left out. */
      without_picture: count,
      /** `null` where there is no sheet. */
      scale: orNull(integer),
      ground: oneOf('checker', 'black', 'white', 'grey', 'magenta', null),
      dry_run: truth,
    }),
  },
};
