/**
 * True for what real kustomize would fetch: a URL, or a path that reads as a git repository
 * (kustomize api v0.21.2, internal/git/repospec.go).
 */
export function isRemote(path: string): boolean {
  if (path.startsWith('/') || !/[:@]|^github\.com/i.test(path)) return false;
  const [location = ''] = path.split('?');
  const lower = location.toLowerCase().replace(/^git::/, '');
  if (/^(?:ssh|https?|file):\/\//.test(lower)) return true;
  const isScp = /^[a-z][a-z0-9-]*@[^/]*[:/]/.test(lower);
  if (!isScp && !/^github\.com[/:]/.test(lower)) return false;
  const rest = lower.replace(/^[^/:]*[/:]/, '');
  return /_git\/|.\/\/|\.git/.test(rest) || rest.split('/').length >= 2;
}
