/** Every function and macro that the API server has for the expressions of policies; those of cel-js beyond them are not accepted. */
export const functionNames: ReadonlySet<string> = new Set(
  [
    'has size contains startsWith endsWith matches dyn type int uint double string bool bytes duration timestamp',
    'getDate getDayOfMonth getDayOfWeek getDayOfYear getFullYear getHours getMilliseconds getMinutes getMonth getSeconds',
    'all exists exists_one existsOne map filter transformList transformMap transformMapEntry',
    'charAt indexOf lastIndexOf lowerAscii upperAscii replace split substring trim join format quote find findAll',
    'isSorted sum min max includes slice flatten distinct reverse sort sortBy range first last',
    'equivalent intersects',
    'of ofNonZeroValue none hasValue value or orValue optMap optFlatMap unwrap unwrapOpt',
    'quantity isQuantity sign isGreaterThan isLessThan compareTo asInteger isInteger asApproximateFloat add sub',
    'semver isSemver major minor patch',
    'ip isIP isCanonical family isUnspecified isLoopback isLinkLocalMulticast isLinkLocalUnicast isGlobalUnicast',
    'cidr isCIDR containsIP containsCIDR masked prefixLength',
    'url isURL getScheme getHost getHostname getPort getEscapedPath getQuery',
    'named validate dns1123Label dns1123Subdomain dns1035Label qualifiedName dns1123LabelPrefix dns1123SubdomainPrefix',
    'dns1035LabelPrefix labelValue uri uuid byte date datetime',
  ].flatMap((names) => names.split(' ')),
);
