import { KustomizeError } from '../errors.ts';
import type { Image } from '../load/kustomization-format.ts';
import { goRegExp, type Pattern } from '../resource/go-regexp.ts';

/** The parts of `name[:tag][@digest]`; tag and digest are `''` when absent. */
export interface ImageParts {
  readonly name: string;
  readonly tag: string;
  readonly digest: string;
}

/** Splits an image reference; a colon before the first slash belongs to the registry. */
export function splitImage(image: string): ImageParts {
  const path = Math.max(image.indexOf('/'), 0);
  const colon = image.indexOf(':', path);
  const at = image.indexOf('@', path);
  if (at >= 0 && (colon < 0 || at < colon))
    return { name: image.slice(0, at), tag: '', digest: image.slice(at + 1) };
  if (colon < 0) return { name: image, tag: '', digest: '' };
  const end = at < 0 ? image.length : at;
  return { name: image.slice(0, colon), tag: image.slice(colon + 1, end), digest: image.slice(end + 1) };
}

/** Tests images for a name, which kustomize reads as a regular expression; an invalid one matches nothing. */
export function imagePattern(name: string): Pattern {
  try {
    return goRegExp(`^${name}(:[a-zA-Z0-9_.{}-]*)?(@[a-zA-Z0-9]+([.+_-][a-zA-Z0-9]+)*:[a-zA-Z0-9_.{}-]*)?$`);
  } catch (error) {
    if (error instanceof KustomizeError) return /(?!)/;
    throw error;
  }
}

/** The image after a change; a new tag or digest replaces the old tag and digest. */
export function changeImage(image: string, { newName, newTag, digest, tagSuffix }: Image): string {
  const parts = splitImage(image);
  let { tag, digest: newDigest } = parts;
  if (newTag || digest) {
    tag = newTag ?? '';
    newDigest = digest ?? '';
  } else if (tagSuffix) {
    tag += tagSuffix;
    newDigest = '';
  }
  return `${newName || parts.name}${tag && `:${tag}`}${newDigest && `@${newDigest}`}`;
}
