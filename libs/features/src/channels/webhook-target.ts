import { BlockList, isIP, isIPv6 } from 'node:net';

const LOOPBACK = blocked([
  ['127.0.0.0', 8],
  ['::1', 128],
]);

/** Networks that nobody outside can mean: a webhook must not reach what only this machine can. */
const PRIVATE = blocked([
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
]);

export interface TargetRule {
  /** Only for a server that itself listens on loopback alone: a demo, a test. */
  readonly allowPrivate: boolean;
}

/** Why nothing is posted there, or null; `addresses` are those that the host of the URL has now. */
export function targetProblem(url: string, addresses: readonly string[], rule: TargetRule): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return 'must be an https address';
  if (parsed.username !== '' || parsed.password !== '') return 'must not have a user or a password in it';
  const literal = literalAddress(parsed);
  const all = literal === null ? addresses : [literal];
  if (!rule.allowPrivate && all.some((address) => isIn(PRIVATE, address))) return 'leads into a private network';
  if (parsed.protocol === 'http:' && !all.every((address) => isIn(LOOPBACK, address))) {
    return 'must be an https address, because it leaves this machine';
  }
  return null;
}

/** The address that stands in the URL in place of a name. */
export function literalAddress(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? null : host;
}

function isIn(list: BlockList, address: string): boolean {
  return isIP(address) === 0 || list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

function blocked(networks: readonly (readonly [network: string, bits: number])[]): BlockList {
  const list = new BlockList();
  for (const [network, bits] of networks) list.addSubnet(network, bits, isIPv6(network) ? 'ipv6' : 'ipv4');
  return list;
}
