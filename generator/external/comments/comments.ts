/** A comment of ours. */
export interface OwnComment {
  id: number;
  text: string;
  /** Where a person finds it. */
  url: string;
}

/** The comments of a pull request of GitHub, or the notes of a merge request of GitLab. */
export interface Comments {
  /** The first comment by the owner of the token that starts with a marker. */
  find(marker: string): Promise<OwnComment | undefined>;
  /**
   * Gives the address of the comment.
   * @throws {UnansweredFault} where nobody knows whether it exists now
   * @throws {ReadOnlyFault} where the token may not write
   */
  create(text: string): Promise<string>;
  /** False where the comment is gone. */
  update(comment: OwnComment, text: string): Promise<boolean>;
}
