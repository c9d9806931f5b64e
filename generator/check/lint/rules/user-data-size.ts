import { stringAt } from '../../karpenter/fields.ts';
import { defineRule } from '../rule.ts';

const most = 16_384;

/** EC2 takes 16 KB of user data before base64; reason UserDataSizeLimitExceeded. */
export const rule = defineRule({
  code: 'user-data-size',
  severity: 'error',
  what: 'The `userData` of an EC2NodeClass has more than 16,384 bytes.',
  why: 'EC2 refuses the launch template; the class becomes `ValidationSucceeded=False` with reason `UserDataSizeLimitExceeded`. Karpenter’s own part comes on top.',
  help: 'Fetch the bulk at boot from elsewhere, or bake it into an AMI.',
  bad: 'userData: |\n  #!/bin/bash\n  # … 20 KB of script',
  good: 'userData: |\n  #!/bin/bash\n  aws s3 cp s3://my-bucket/setup.sh - | bash',
  find: ({ nodeClasses }) =>
    nodeClasses.flatMap(({ title, spec }) => {
      const bytes = Buffer.byteLength(stringAt(spec, 'userData') ?? '');
      if (bytes <= most) return [];
      const message = `EC2 refuses this user data of ${bytes} bytes; it takes ${most}, with what Karpenter adds`;
      return [{ object: title, path: ['spec', 'userData'], message, help: 'Fetch the bulk of it at boot' }];
    }),
});
