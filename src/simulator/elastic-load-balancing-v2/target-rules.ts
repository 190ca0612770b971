import { BlockList, isIP } from 'node:net';
import { validationError } from './refusals.ts';
import type { TargetGroupRecord, VpcRecord } from './state.ts';

/** Where targets may have their addresses: RFC 1918 and RFC 6598. */
const PRIVATE = blocks(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10']);

/**
 * A target's id against the group's type, and its zone: that of the subnet which has the address, as far as the admin
 * API has described the VPC, else the Region's first.
 *
 * @throws AwsFault ValidationError (recorded for addresses)
 */
export function zoneOfTarget(
  { settings }: TargetGroupRecord,
  vpc: VpcRecord | undefined,
  region: string,
  { id, zone }: { readonly id: string; readonly zone?: string | undefined },
): string | undefined {
  if (settings.TargetType === 'lambda') return checkId(id, /^arn:[^:]+:lambda:/, 'a Lambda function ARN');
  if (settings.TargetType === 'alb') return checkId(id, /:loadbalancer\/app\//, 'an Application Load Balancer ARN');
  if (settings.TargetType === 'instance') return checkId(id, /^i-[0-9a-f]{8,17}$/, 'an instance ID');
  const family = isIP(id);
  if (family === 0) throw validationError(`The IP address '${id}' is not valid`);
  const isAllowed = family === 6 || PRIVATE.check(id) || blocks(vpc?.cidrBlocks ?? []).check(id);
  if (!isAllowed) {
    throw validationError(
      `The IP address '${id}' is not allowed, as it must be an address from a VPC subnet, RFC1918, or RFC6598`,
    );
  }
  if (zone === 'all') return 'all';
  if (family === 6 || vpc === undefined) return zone ?? `${region}a`;
  return zoneInVpc(vpc, region, id, zone);
}

function zoneInVpc(vpc: VpcRecord, region: string, id: string, zone: string | undefined): string {
  const subnet = vpc.subnets.find(({ cidrBlock }) => blocks([cidrBlock]).check(id));
  if (subnet !== undefined) return subnet.availabilityZone ?? zone ?? `${region}a`;
  if (blocks(vpc.cidrBlocks).check(id)) {
    throw validationError(
      `The IP address '${id}' is within the VPC, but is not within a VPC subnet so it can't be registered`,
    );
  }
  throw validationError(
    "You must specify a valid Availability Zone or select 'all' for all enabled Availability zones, " +
      `since the IP address '${id}' is outside the VPC`,
  );
}

/** UNKNOWN: the words. */
function checkId(id: string, form: RegExp, what: string): undefined {
  if (!form.test(id)) throw validationError(`The target ID '${id}' is not valid: it must be ${what}`);
}

/** Whether the text is a CIDR block. */
export function isRange(text: string): boolean {
  const [address = '', bits = '', ...more] = text.split('/');
  const most = [0, 0, 0, 0, 32, 0, 128][isIP(address)] ?? 0;
  return more.length === 0 && /^\d+$/.test(bits) && Number(bits) <= most && isIP(address) !== 0;
}

/** A list of ranges as CIDR blocks. */
function blocks(cidrBlocks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const block of cidrBlocks) {
    const [address = '', bits = '32'] = block.split('/');
    list.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}
