import type { Certificate } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { findListener } from '../find.ts';
import { markedPage } from '../pages.ts';
import { operationNotPermitted } from '../refusals.ts';

/** Adds to the certificates beside the default one; one that is there already is no error. */
export function addListenerCertificates({ world }: Context, input: Json): Json {
  const listener = findListener(world.balancing, String(input['ListenerArn']));
  const added = arnsOf(input);
  listener.moreCertificates = [...new Set([...listener.moreCertificates, ...added])];
  return { Certificates: added.map((CertificateArn) => ({ CertificateArn, IsDefault: false })) };
}

/** @throws AwsFault OperationNotPermitted for the default certificate. UNKNOWN: its words */
export function removeListenerCertificates({ world }: Context, input: Json): Json {
  const listener = findListener(world.balancing, String(input['ListenerArn']));
  const removed = arnsOf(input);
  if (listener.certificates.some(({ CertificateArn: arn = '' }) => removed.includes(arn))) {
    throw operationNotPermitted('Default certificate cannot be removed');
  }
  listener.moreCertificates = listener.moreCertificates.filter((arn) => !removed.includes(arn));
  return {};
}

export function describeListenerCertificates({ world }: Context, input: Json): Json {
  const { certificates, moreCertificates } = findListener(world.balancing, String(input['ListenerArn']));
  const all = [
    ...certificates.map(({ CertificateArn }) => ({ CertificateArn, IsDefault: true })),
    ...moreCertificates.map((CertificateArn) => ({ CertificateArn, IsDefault: false })),
  ];
  const { items, marker } = markedPage(all, input);
  return { Certificates: items, ...marker };
}

function arnsOf(input: Json): string[] {
  return (input['Certificates'] as Certificate[]).flatMap(({ CertificateArn: arn }) => arn ?? []);
}
