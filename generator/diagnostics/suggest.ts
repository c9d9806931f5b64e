import { distance } from 'fastest-levenshtein';

/** The candidate that `word` most likely means: at most a third of its letters differ; `undefined` if none is that close. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const far = distance(word.toLowerCase(), candidate.toLowerCase());
    if (far < bestDistance) [best, bestDistance] = [candidate, far];
  }
  return best;
}

/** The one candidate that starts with `word`, as `production` does with `prod`. */
function abbreviated(word: string, candidates: readonly string[]): string | undefined {
  const longer = candidates.filter(
    (candidate) => word.length >= 3 && candidate.startsWith(word.toLowerCase()),
  );
  return longer.length === 1 ? longer[0] : undefined;
}

/** A help for a name that does not exist: the nearest one, or the list of those that do. */
export function didYouMean(word: string, candidates: readonly string[], noun: string): string {
  const near = nearest(word, candidates) ?? abbreviated(word, candidates);
  if (near !== undefined) return `Did you mean ${near}?`;
  if (candidates.length === 0) return `Declare the ${noun} first`;
  const shown = candidates.slice(0, 8).join(', ');
  return `Use one of: ${shown}${candidates.length > 8 ? ', …' : ''}`;
}

/** The help for a version that Poolwright has no CRDs of; `versions` has the oldest first. */
export function supportedVersions(versions: readonly string[]): string {
  return `Use a version from ${versions[0]} to ${versions.at(-1)}`;
}
