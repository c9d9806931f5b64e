import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DURATION_ALONE, LAZY_METASCHEMAS, REMOVED, SORTED_ERRORS } from './edits.ts';
import type { GoSources } from './go.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** kubeconform's sources as they are compiled to WebAssembly. */
export const kubeconform: GoSources = {
  module: join(ROOT, 'go'),
  scratch: join(ROOT, '.cache'),
  edits: [SORTED_ERRORS, LAZY_METASCHEMAS, DURATION_ALONE],
  removed: REMOVED,
  replaced: { 'github.com/yannh/kubeconform/pkg/loader/http.go': join(ROOT, 'go/loader/http.go') },
};
