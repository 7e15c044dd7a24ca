import { define } from './define.ts';

export const pictureFailures = {
  'picture-unreadable': define<{ path: string; why: string }>({
    exit: 6,
    http: 422,
    message: (f) => `${f.path} is not a picture that can be used: ${f.why}.`,
    kept: () => 'The file was left as it is.',
    next: () => 'Run `art verify` to see whether the file changed since it was recorded.',
  }),
  'picture-too-large': define<{ path: string; width: number; height: number; maxPixels: number }>({
    exit: 6,
    http: 413,
    message: (f) =>
      `${f.path} says that it is ${f.width} x ${f.height} px; pictures of up to ${f.maxPixels} px are decoded.`,
    kept: () => 'Nothing was decoded, and the file was left as it is.',
    next: () => 'Make the picture smaller where it comes from, and run the command again.',
  }),
  'palette-unusable': define<{ path: string; line: number | null; why: string }>({
    exit: 6,
    http: 422,
    message: (f) =>
      `The palette ${f.path}${f.line === null ? '' : `, line ${f.line},`} cannot be used: ${f.why}.`,
    kept: () => 'The picture before this stage was kept.',
    next: () => 'Mend the palette, or take the stage `palette` out, in a new version of the recipe.',
  }),
  'sprites-invalid': define<{ stage: string; sprite: string | null; why: string }>({
    exit: 6,
    http: 422,
    message: (f) =>
      `The stage ${f.stage} refuses ${f.sprite === null ? 'the candidate' : `the sprite ${f.sprite}`}: ${f.why}.`,
    kept: () => 'The results of the stages before it were kept.',
    next: () =>
      'Mend the post stages in a new version of the recipe, or report the backend that gave this picture.',
  }),
  'picture-not-drawable': define<{ backend: string; what: string; value: string }>({
    exit: 6,
    http: 422,
    message: (f) => `The backend ${f.backend} cannot draw ${f.what} "${f.value}".`,
    kept: () => 'Nothing was drawn.',
    next: () =>
      'Run `art generate <recipe> --dry-run` to see what the recipe asks for and what can be drawn.',
  }),
};
