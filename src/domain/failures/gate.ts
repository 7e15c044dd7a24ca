export const gateFailures = {};
