/** A completion of the word at the cursor. */
export interface Candidate {
  text: string;
  /** Its description, for shells that show one. */
  description?: string;
}
