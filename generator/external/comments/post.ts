import type { Patience } from './api.ts';
import type { Comments } from './comments.ts';
import { UnansweredFault } from './faults.ts';

/** What became of a comment. */
export interface Posted {
  action: 'created' | 'updated' | 'unchanged' | 'none';
  /** Where a person finds it; absent where there is no comment. */
  url?: string;
}

export interface PostRequest {
  /** The first line of the text. */
  marker: string;
  text: string;
  /** Whether the text says that there is nothing: it replaces a comment, and is not a reason for a new one. */
  isNothing: boolean;
  patience: Patience;
}

/** How often a comment is created where nobody knows whether it was. */
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
      // It may be there in spite of that, so it is looked for before it is created again.
      if (!(error instanceof UnansweredFault) || attempt === ATTEMPTS) throw error;
      await patience.sleep(1000 * 2 ** (attempt - 1));
    }
  }
}
