import { stringAt } from '../../../instances/objects/fields.ts';
import { defineRule } from '../rule.ts';

const most = 16_384;

/** EC2 takes 16 KB of user data before base64; reason UserDataSizeLimitExceeded. */
export const rule = defineRule({
  code: 'user-data-size',
  severity: 'error',
  impact: 'outage',
  what: 'The `userData` of an EC2NodeClass is larger than 16,384 bytes.',
  why: 'EC2 rejects the launch template; Karpenter sets `ValidationSucceeded=False` with reason `UserDataSizeLimitExceeded`. What Karpenter adds to the user data counts as well.',
  help: 'Download most of it at boot, or build it into an AMI.',
  situation: 'The user data is larger than the limit.',
  bad: 'userData: |\n  #!/bin/bash\n  # … 20 KB of script',
  good: 'userData: |\n  #!/bin/bash\n  aws s3 cp s3://my-bucket/setup.sh - | bash',
  find: ({ nodeClasses }) =>
    nodeClasses.flatMap(({ title, spec }) => {
      const bytes = Buffer.byteLength(stringAt(spec, 'userData') ?? '');
      if (bytes <= most) return [];
      const message = `EC2 rejects this user data of ${bytes} bytes: it accepts ${most}, including what Karpenter adds`;
      return [{ object: title, path: ['spec', 'userData'], message, help: 'Download most of it at boot' }];
    }),
});
