/** A file with a license or a notice. */
export interface LicenseFile {
  name: string;
  text: string;
}

/** A package, module or source of data of somebody else, of which a published package holds something. */
export interface Part {
  kind: 'npm' | 'Go' | 'data';
  name: string;
  /** Absent where the data says itself from which release it is. */
  version?: string;
  /** An SPDX expression. */
  license: string;
  files: readonly LicenseFile[];
  /** What is taken from it, or changed in it. */
  note?: string;
}
