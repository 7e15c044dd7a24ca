import { define } from './define.ts';

export const pictureFailures = {
  'picture-unreadable': define<{ path: string; why: string }>({
    exit: 6,
    http: 422,
    message: (f) => `${f.path} is not a picture that can be used: ${f.why}.`,
    kept: () => 'The file was left as it is.',
    next: () => 'Run `art verify` to see whether the file changed since it was recorded.',
  }),
};
