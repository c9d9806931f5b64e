import { LARGE, SMALL } from './contents.ts';
import { FLUX } from './flux.ts';
import { KUSTOMIZE } from './kustomize.ts';
import { OLD } from './old.ts';
import { PLAIN } from './plain.ts';

/** Each layout with few and with many pools. */
export const LAYOUTS = [...KUSTOMIZE, ...FLUX, ...PLAIN, ...OLD].flatMap(({ files, ...layout }) =>
  [SMALL, LARGE].map((contents) => ({
    ...layout,
    name: `${layout.name}, ${contents.name}`,
    files: files(contents),
  })),
);
