export const databaseFailures = {};
