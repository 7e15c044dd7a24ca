export const jobFailures = {};
