import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { imageState } from '../../../../outer-world/facts.ts';
import { inFull } from '../../../../outer-world/image-reference.ts';
import { TIMINGS } from '../timings.ts';
import { denied } from './secrets.ts';
import { GIVES_UP_MS, type StartTrouble, type TroubleScene } from './trouble.ts';

/** Authorisation by Amazon ECR, which comes before any pull from it (reported texts). */
export function registryTrouble(scene: TroubleScene, { image = '' }: ContainerDefinition): StartTrouble | undefined {
  const state = imageState(scene.world.outer, image);
  if (!isEcr(image) || (state !== 'not-permitted' && state !== 'unreachable')) return undefined;
  const unable = 'ResourceInitializationError: unable to pull secrets or registry auth:';
  if (state === 'not-permitted') {
    const cause = `operation error ECR: GetAuthorizationToken, ${denied(scene, 'ecr:GetAuthorizationToken', '*')}`;
    const reason = `${unable} execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 1 time(s): ${cause}`;
    return { reason, failsAfter: GIVES_UP_MS.refused };
  }
  const reason = `${unable} The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. operation error ECR: GetAuthorizationToken, exceeded maximum number of attempts, 3, https response error StatusCode: 0, RequestID: , request send failed, Post "https://api.ecr.${scene.region}.amazonaws.com/": dial tcp 10.0.0.2:443: i/o timeout`;
  return { reason, failsAfter: GIVES_UP_MS.unreachable };
}

/** The image itself (reported texts). */
export function imageTrouble(scene: TroubleScene, container: ContainerDefinition): StartTrouble | undefined {
  const { image = '', name } = container;
  const state = imageState(scene.world.outer, image);
  if (state === undefined) return undefined;
  const reason = `CannotPullContainerError: ${pullFailure(state, image, scene)}`;
  return { reason, failsAfter: TIMINGS.pullGivesUp, container: name };
}

/** As Fargate words it for a tag that its registry does not have (reported by many). */
export function cannotPull(image: string): string {
  return `CannotPullContainerError: ${notFound(image)}`;
}

function pullFailure(state: NonNullable<ReturnType<typeof imageState>>, image: string, scene: TroubleScene): string {
  if (state === 'missing') return notFound(image);
  if (state === 'not-permitted') {
    return `pull image manifest has been retried 1 time(s): failed to resolve ref ${inFull(image)}: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`;
  }
  if (state === 'unreachable') {
    return `The task cannot pull ${inFull(image)} from the registry ${inFull(image)}. There is a connection issue between the task and the registry. Check your task network configuration. : failed to copy: httpReadSeeker: failed open: failed to do request: dial tcp 10.0.0.2:443: i/o timeout`;
  }
  const platform = scene.definition.architecture === 'ARM64' ? 'linux/arm64' : 'linux/amd64';
  return `pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform '${platform}'`;
}

function notFound(image: string): string {
  return `pull image manifest has been retried 7 time(s): failed to resolve ref ${inFull(image)}: ${inFull(image)}: not found`;
}

function isEcr(image: string): boolean {
  return /^\d{12}\.dkr\.ecr\./.test(image);
}
