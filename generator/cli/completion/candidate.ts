/** A word that the one at the cursor may become. */
export interface Candidate {
  text: string;
  /** What it is, for shells that show that. */
  description?: string;
}
