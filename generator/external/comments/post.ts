import type { Patience } from './api.ts';
import type { Comments } from './comments.ts';
import { UnansweredFault } from './faults.ts';

/** What was done with a comment. */
export interface Posted {
  action: 'created' | 'updated' | 'unchanged' | 'none';
  /** Where a person finds it; absent where there is no comment. */
  url?: string;
}

export interface PostRequest {
  /** The first line of the text. */
  marker: string;
  text: string;
  /** Whether the report is empty: it replaces an existing comment, but does not create one. */
  isNothing: boolean;
  patience: Patience;
}

/** How often creating a comment is tried if the result is unknown. */
const ATTEMPTS = 3;

/**
 * Updates the comment that starts with a marker, or creates it.
 */
export async function postComment(
  comments: Comments,
  { marker, text, isNothing, patience }: PostRequest,
): Promise<Posted> {
  for (let attempt = 1; ; attempt++) {
    const found = await comments.find(marker);
    if (found) {
      const { url } = found;
      if (found.text.trimEnd() === text.trimEnd()) return { action: 'unchanged', url };
      if (await comments.update(found, text)) return { action: 'updated', url };
    }
    if (isNothing) return { action: 'none' };
    try {
      return { action: 'created', url: await comments.create(text) };
    } catch (error) {
      // It may exist nevertheless, so look for it before creating it again.
      if (!(error instanceof UnansweredFault) || attempt === ATTEMPTS) throw error;
      await patience.sleep(1000 * 2 ** (attempt - 1));
    }
  }
}
