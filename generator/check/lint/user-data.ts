import { isObject, type Value } from '@kustomize-ts/core';
import type { Severity } from '../../diagnostics/diagnostic.ts';
import { templateIn } from '../../diagnostics/template-syntax.ts';
import { kubernetesSettings, parseToml } from './bottlerocket.ts';
import { boundaryIn, isMime } from './mime.ts';
import { isNodeConfig, yamlOf } from './node-config.ts';

/** Why nodes of a family do not run with some user data. */
export interface UserDataProblem {
  /** An error where no node of the class ever joins the cluster. */
  severity: Severity;
  message: string;
  help: string;
}

/**
 * What is wrong with the format of user data for an AMI family: provider v1.8 to v1.15, pkg/providers/amifamily/bootstrap; undefined where
 * nothing is, and for families whose user data Karpenter does not read.
 */
export function userDataProblem(text: string, family: string): UserDataProblem | undefined {
  if (text === '') return undefined;
  if (family === 'Bottlerocket') return tomlProblem(text);
  if (family.startsWith('Windows')) return powershellProblem(text);
  if (family !== 'AL2' && family !== 'AL2023') return undefined;
  if (isMime(text)) return mimeProblem(text);
  const nodeConfig = family === 'AL2023' ? nodeConfigProblem(text) : 'script';
  if (nodeConfig !== 'script') return nodeConfig;
  if (text.startsWith('#!')) return undefined;
  const wanted =
    family === 'AL2'
      ? 'a script that begins with #!, or a MIME document'
      : 'a script that begins with #!, a MIME document or a NodeConfig';
  return {
    severity: 'warning',
    message: `Nodes of ${family} do not read this user data, which is not ${wanted}`,
    help: `Make it ${wanted}`,
  };
}

// Settings of Kubernetes whose type Karpenter decodes, by the values that fail (bottlerocketsettings.go).
const WRONG_TYPES: readonly (readonly [keys: RegExp, fails: (value: Value) => boolean, help: string])[] = [
  [
    /^(?:max-pods|(?:registry|event|kube-api)-(?:qps|burst)|pod-pids-limit|container-log-max-files|eviction-max-pod-grace-period)$/,
    (value) => typeof value === 'string',
    'Write the number without quotes',
  ],
  [
    /^image-gc-(?:high|low)-threshold-percent$/,
    (value) => typeof value === 'number',
    'Write the number in quotes',
  ],
  [
    /^cluster-dns-ip$/,
    (value) => Array.isArray(value),
    'Write one address as a string, or set spec.kubelet.clusterDNS',
  ],
];

function tomlProblem(text: string): UserDataProblem | undefined {
  // What is not rendered yet is a finding of its own.
  if (parseToml(text) === undefined && templateIn(text) === undefined)
    return {
      severity: 'error',
      message: 'Karpenter reads user data of Bottlerocket as TOML, which this is not, and launches no node',
      help: 'Write Bottlerocket settings as TOML; run scripts in a bootstrap container',
    };
  for (const [key, value] of Object.entries(kubernetesSettings(text))) {
    const help = WRONG_TYPES.find(([keys, fails]) => keys.test(key) && fails(value))?.[2];
    if (help !== undefined)
      return {
        severity: 'error',
        message: `Karpenter cannot decode ${key}, which has a value of the wrong type, and launches no node`,
        help,
      };
  }
  return undefined;
}

function powershellProblem(text: string): UserDataProblem | undefined {
  if (/<\/?powershell>/i.test(text))
    return {
      severity: 'error',
      message:
        'Karpenter puts this text between <powershell> tags already, and with two of them no node joins the cluster',
      help: 'Remove the tags, and keep what is between them',
    };
  if (!text.trimStart().startsWith('#!')) return undefined;
  return {
    severity: 'warning',
    message: 'Nodes of Windows run this user data with PowerShell, but it is a shell script',
    help: 'Write it as PowerShell',
  };
}

/** What Karpenter takes for a NodeConfig: each text that is a YAML mapping, or nothing; a script is neither. */
function nodeConfigProblem(text: string): UserDataProblem | undefined | 'script' {
  const value = yamlOf(text);
  if (value === undefined || (value !== null && !isObject(value))) return 'script';
  if (isObject(value) && isNodeConfig(value)) return undefined;
  return {
    severity: 'error',
    message:
      'This user data is YAML, which Karpenter passes to nodeadm as a NodeConfig; nodeadm rejects it, and no node joins the cluster',
    help: text.startsWith('#cloud-config')
      ? 'Put it into a MIME document, in a part with Content-Type: text/cloud-config'
      : 'Write apiVersion: node.eks.aws/v1alpha1 and kind: NodeConfig, or put a script into a MIME document',
  };
}

// net/mail and mime/multipart, as pkg/providers/amifamily/bootstrap uses them.
function mimeProblem(text: string): UserDataProblem | undefined {
  const fatal = (what: string, help: string): UserDataProblem => ({
    severity: 'error',
    message: `Karpenter cannot read this MIME document, ${what}, and launches no node`,
    help,
  });
  if (/^\s/.test(text))
    return fatal('which begins with a blank', 'Begin with the header, without an empty line before it');
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const headers = text.slice(0, end).replace(/\r?\n[ \t]+/g, ' ');
  const type = /^Content-Type:[ \t]*(.*)$/im.exec(headers)?.[1] ?? '';
  const written = 'Write Content-Type: multipart/mixed; boundary="//"';
  if (!/^multipart\//i.test(type)) return fatal('which is not multipart', written);
  const { text: boundary, isQuoted } = boundaryIn(type) ?? { text: '', isQuoted: false };
  if (boundary === '' || (!isQuoted && !/^[\w!#$%&'*+.^`|~-]+$/.test(boundary)))
    return fatal(boundary === '' ? 'which has no boundary' : 'whose boundary needs quotes', written);
  const body = text.slice(end).split('\n');
  if (body.some((line) => line.trimEnd() === `--${boundary}`))
    return isClosed(body, boundary)
      ? undefined
      : fatal('which does not end', `End it with a line --${boundary}--`);
  return {
    severity: 'warning',
    message: `No part of this MIME document begins with its boundary ${boundary}, so Karpenter drops all of it`,
    help: `Begin each part with a line --${boundary}, and end with --${boundary}--`,
  };
}

/** Whether the last part ends: with `--BOUNDARY--`, or with a further boundary that nothing but headers follows. */
function isClosed(body: readonly string[], boundary: string): boolean {
  if (body.some((line) => line.trimEnd() === `--${boundary}--`)) return true;
  const last = body.findLastIndex((line) => line.trimEnd() === `--${boundary}`);
  const rest = body.slice(last + 1);
  return rest.every((line, i) => line.includes(':') || (line === '' && i === rest.length - 1));
}
