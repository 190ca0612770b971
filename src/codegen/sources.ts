import { alarmOverlays } from './overlays/alarm.ts';
import { containerHealthOverlays } from './overlays/container-health.ts';
import { containerOverlays } from './overlays/container.ts';
import { linuxOverlays } from './overlays/linux.ts';
import { predictiveScalingOverlays } from './overlays/predictive-scaling.ts';
import { scalingOverlays } from './overlays/scaling.ts';
import { serviceConnectOverlays } from './overlays/service-connect.ts';
import { deploymentOverlays } from './overlays/service-deployment.ts';
import { serviceOverlays } from './overlays/service.ts';
import { taskDefinitionOverlays } from './overlays/task-definition.ts';
import { volumeOverlays } from './overlays/volumes.ts';
import type { Source } from './schema-from-sdk.ts';
import { autoScalingPackage, cloudWatchPackage, ecsPackage, type SdkPackage } from './sdk/packages.ts';

type PackageSource = Source & { readonly sdk: SdkPackage };

/** Amazon ECS: the manifest spells members as AWS does. */
export function ecsSource(): PackageSource {
  return {
    sdk: ecsPackage(),
    overlays: {
      ...containerOverlays,
      ...containerHealthOverlays,
      ...linuxOverlays,
      ...volumeOverlays,
      ...taskDefinitionOverlays,
      ...serviceOverlays,
      ...deploymentOverlays,
      ...serviceConnectOverlays,
    },
    fieldName: (member) => member,
  };
}

/** Application Auto Scaling: PascalCase on the wire, lowerCamelCase in manifests. */
export function autoScalingSource(): PackageSource {
  return {
    sdk: autoScalingPackage(),
    overlays: { ...scalingOverlays, ...predictiveScalingOverlays },
    fieldName: lowerFirst,
  };
}

/** CloudWatch: spelled as Application Auto Scaling; `OKActions` begins with a word in capitals. */
export function cloudWatchSource(): PackageSource {
  return {
    sdk: cloudWatchPackage(),
    overlays: alarmOverlays,
    fieldName: (member) => (member === 'OKActions' ? 'okActions' : lowerFirst(member)),
  };
}

function lowerFirst(member: string): string {
  return member.charAt(0).toLowerCase() + member.slice(1);
}
