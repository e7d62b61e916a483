import ipaddr from 'ipaddr.js';

/** All that is routed of IPv6; what is set aside within it is named by ipaddr.js, or here. */
const GLOBAL_V6 = ipaddr.IPv6.parseCIDR('2000::/3');
/** Documentation. @source RFC 9637 */
const DOCUMENTATION_V6 = ipaddr.IPv6.parseCIDR('3fff::/20');

/**
 * Whether an address is one of the public internet: unicast, and set aside for nothing. An IPv4
 * address in IPv6's form is looked at as the IPv4 address.
 *
 * @source IANA's registries of special-purpose addresses, RFC 6890
 */
export function isPublic(address: string): boolean {
  const parsed = parse(address);
  if (parsed?.range() !== 'unicast') return false;
  if (parsed.kind() === 'ipv4') return true;
  const v6 = parsed as ipaddr.IPv6;
  return v6.match(GLOBAL_V6) && !v6.match(DOCUMENTATION_V6);
}

/** Whether an address is this machine's own. */
export const isLoopback = (address: string): boolean => parse(address)?.range() === 'loopback';

/** Four decimal numbers, or IPv6 without a zone: other forms of IPv4 are no addresses here. */
function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4.parse(address);
  if (!ipaddr.IPv6.isValid(address) || address.includes('%')) return undefined;
  return ipaddr.process(address);
}
