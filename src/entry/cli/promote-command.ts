/**
 * The command that promotes something approved, `what` a job or a digest; the asset is named where the project does not
 * say which.
 */
export const promoteCommand = (what: string, assetId: string | null): string =>
  `art promote ${what}${assetId === null ? ' --as <asset>' : ''}`;
