/**
 * Whether text is a plain path inside a project: relative, `/` between segments, no empty, `.` or `..` segment,
 * no back-slash, no control character, at most 1,024 characters. Links are the file adapter's business.
 */
export function isProjectPath(path: string): boolean {
  if (path === '' || path.length > 1024) return false;
  // A back-slash separates on one platform and not on another, so it is refused everywhere.
  if (/[\p{Cc}\\]/u.test(path)) return false;
  return path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');
}
