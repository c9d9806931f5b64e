/** The files of public packages that the data is made from, at fixed versions, and where each has its license. */
export const sources = {
  moto: {
    wheel: 'moto==5.2.5',
    sha256: 'eef62cdcf3bfe73e0863743511ba042dfaba04ba3d5ecdcb896a196c693ad528',
    date: '2026-10-27',
    licenses: ['*.dist-info/licenses/LICENSE'],
  },
  cfnLint: {
    wheel: 'cfn-lint==1.58.0',
    sha256: '9d9f06043160756a6158f5c3f92a44ce38254b1c578127461608305bc8262987',
    licenses: ['*.dist-info/licenses/LICENSE', '*.dist-info/licenses/NOTICE'],
  },
  karpenter: {
    module: 'github.com/aws/karpenter-provider-aws@v1.15.2',
    sum: 'h1:RGw64PB2ROUHZIUhBqjO78l3zJ9YctnWeullrr4cxYI=',
    licenses: ['*/LICENSE', '*/NOTICE'],
  },
  snapshot: {
    module: 'github.com/cristim/ec2-instances-info@v0.0.0-20250528091325-32acf84f42eb',
    sum: 'h1:exJ9FsMTbotSG5xgDHmFJE84gV3MZ4JRpR8nhbgJz/k=',
    date: '2025-05-28',
    licenses: ['*/LICENSE'],
  },
} as const;
