import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { own, stringAt } from '../../instances/objects/fields.ts';
import type { ApiAnswer } from './answer.ts';
import type { Api } from './api.ts';
import type { Comments, OwnComment } from './comments.ts';
import type { ApiFault } from './faults.ts';

/** A comment, and who wrote it. */
export interface WrittenComment extends OwnComment {
  author: Value | undefined;
}

/** Where a server keeps the comments of one pull or merge request, and how it writes them down. */
export interface Thread {
  api: Api;
  /** Path of the list, to which new ones are sent. */
  list: string;
  /** What the path of the list ends in, so that it gives many at once and the oldest first. */
  query: string;
  /** How a comment is changed. */
  change: { method: 'PATCH' | 'PUT'; path(id: number): string };
  /** Where a person finds the comment with an id, and who wrote it. */
  originOf(comment: ValueObject, id: number): Pick<WrittenComment, 'url' | 'author'>;
  /** The owner of the token, in the form of `author`. */
  viewer(): Promise<Value>;
  failed(answer: ApiAnswer): ApiFault;
}

/** The comments of a thread, by the REST API that GitHub and GitLab have alike. */
export function commentsOf({ api, list, query, change, originOf, viewer, failed }: Thread): Comments {
  /** Undefined for what is not a comment. */
  const commentOf = (value: Value): WrittenComment | undefined => {
    const id = isObject(value) ? own(value, 'id') : undefined;
    if (!isObject(value) || typeof id !== 'number') return undefined;
    return { id, text: stringAt(value, 'body') ?? '', ...originOf(value, id) };
  };
  return {
    find: async (marker) => {
      let owner: Value | undefined;
      for await (const page of api.pages(`${list}?${query}`, failed))
        for (const one of page) {
          const comment = commentOf(one);
          if (!comment?.text.startsWith(marker)) continue;
          owner ??= await viewer();
          if (comment.author === owner) return comment;
        }
      return undefined;
    },
    create: async (text) => {
      const body = { body: text };
      const answer = await api.send({ method: 'POST', path: list, body, isRepeatable: false });
      const comment = answer.status === 201 ? commentOf(answer.body) : undefined;
      if (!comment) throw failed(answer);
      return comment.url;
    },
    update: async ({ id }, text) => {
      const { method } = change;
      const answer = await api.send({ method, path: change.path(id), body: { body: text } });
      if (answer.status === 404) return false;
      if (answer.status !== 200) throw failed(answer);
      return true;
    },
  };
}
