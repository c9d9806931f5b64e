/** Text with dollar signs in a field of the EC2NodeClass `x86-cpu-karpenter`. */
export interface TemplateMutant {
  what: string;
  field: 'role' | 'userData';
  text: string;
}

/** What is a substitution, and what a literal dollar sign. */
export const TEMPLATE_MUTANTS: readonly TemplateMutant[] = [
  { what: 'a variable in text', field: 'role', text: 'node-${EKS_CLUSTER_NAME}-x' },
  { what: 'two variables', field: 'role', text: '${EKS_CLUSTER_NAME}${KARPENTER_NODE_ROLE}' },
  { what: 'a variable that nobody declares', field: 'role', text: '${NO_SUCH_VARIABLE}' },
  { what: 'a variable in lower case that nobody declares', field: 'role', text: 'a-${no_such}' },
  { what: 'a hyphen in the name', field: 'role', text: '${EKS-CLUSTER}' },
  { what: 'no name', field: 'role', text: '${}' },
  { what: 'spaces in the braces', field: 'role', text: '${ EKS_CLUSTER_NAME }' },
  { what: 'braces that do not end', field: 'role', text: '${EKS_CLUSTER_NAME' },
  { what: 'a shell variable', field: 'userData', text: '#!/bin/bash\necho $HOME $1 $$ $(date)\n' },
  { what: 'an escaped variable', field: 'userData', text: '#!/bin/bash\necho $${HOME}\n' },
  { what: 'a dollar sign at the end', field: 'userData', text: '#!/bin/bash\ngrep "a$"\n' },
  { what: 'a variable in a script', field: 'userData', text: '#!/bin/bash\njoin ${EKS_CLUSTER_NAME} "$@"\n' },
  {
    what: 'a shell expansion that is not a variable',
    field: 'userData',
    text: '#!/bin/bash\necho ${#HOME}\n',
  },
  { what: 'a shell default', field: 'userData', text: '#!/bin/bash\necho ${LEVEL?missing}\n' },
];
