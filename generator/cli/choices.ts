/** What `--format` takes: text for people, the others for programs. */
export const FORMATS = ['text', 'json', 'sarif', 'junit', 'github', 'markdown'] as const;
