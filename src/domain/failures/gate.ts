import { define } from './define.ts';

export const gateFailures = {
  'decision-moved': define<{ job: string; state: string; by: string | null }>({
    exit: 5,
    http: 409,
    message: (f) => `Job ${f.job} is ${f.state} by now${f.by === null ? '' : `, decided by ${f.by}`}.`,
    kept: () => 'Nothing was decided.',
    next: () => 'Run `art review` again to see what stands at the gate.',
  }),
};
