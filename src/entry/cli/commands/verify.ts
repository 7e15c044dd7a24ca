export const run = () => Promise.resolve(1);
