import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { AwsFault } from '../../operation.ts';
import { markedPage } from '../pages.ts';

const TLS13 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'];
const FORWARD_SECRET = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
];
const OLDER = ['ECDHE-RSA-AES128-SHA256', 'AES128-GCM-SHA256', 'AES128-SHA', 'AES256-GCM-SHA384', 'AES256-SHA'];

/** The policies that most listeners have; a listener may name others. Their lists of ciphers are shortened. */
const POLICIES: Readonly<
  Record<string, { readonly protocols: readonly string[]; readonly ciphers: readonly string[] }>
> = {
  'ELBSecurityPolicy-2016-08': { protocols: ['TLSv1', 'TLSv1.1', 'TLSv1.2'], ciphers: [...FORWARD_SECRET, ...OLDER] },
  'ELBSecurityPolicy-TLS13-1-2-2021-06': { protocols: ['TLSv1.2', 'TLSv1.3'], ciphers: [...TLS13, ...FORWARD_SECRET] },
  'ELBSecurityPolicy-TLS13-1-2-Res-2021-06': {
    protocols: ['TLSv1.2', 'TLSv1.3'],
    ciphers: [...TLS13, ...FORWARD_SECRET],
  },
  'ELBSecurityPolicy-TLS13-1-3-2021-06': { protocols: ['TLSv1.3'], ciphers: TLS13 },
  'ELBSecurityPolicy-FS-1-2-Res-2020-10': { protocols: ['TLSv1.2'], ciphers: FORWARD_SECRET },
  'ELBSecurityPolicy-TLS-1-2-2017-01': { protocols: ['TLSv1.2'], ciphers: [...FORWARD_SECRET, ...OLDER] },
};

/** @throws AwsFault SSLPolicyNotFound */
export function describeSslPolicies(_context: Context, input: Json): Json {
  const names = (input['Names'] as string[] | undefined) ?? Object.keys(POLICIES);
  const policies = names.map((name) => {
    const policy = Object.hasOwn(POLICIES, name) ? POLICIES[name] : undefined;
    if (policy === undefined) throw new AwsFault('SSLPolicyNotFound', `SSL policy '${name}' not found`);
    return {
      SslProtocols: policy.protocols,
      Ciphers: policy.ciphers.map((Name, index) => ({ Name, Priority: index + 1 })),
      Name: name,
      SupportedLoadBalancerTypes: ['application', 'network'],
    };
  });
  const { items, marker } = markedPage(policies, input);
  return { SslPolicies: items, ...marker };
}
