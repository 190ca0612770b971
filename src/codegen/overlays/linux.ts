import { choiceItem, flag, integer, list, type Overlays, set, structure, text, textItem } from '../overlay.ts';
import { INT32, UNLIMITED } from './bounds.ts';

/** What a container may do in the Linux kernel. */
export const linuxOverlays = {
  LinuxParameters: {
    members: {
      capabilities: structure('Kernel capabilities added to or dropped from the default.'),
      devices: list('Host devices; not on Fargate.', 100),
      initProcessEnabled: flag('Runs an init process that forwards signals and reaps children.'),
      sharedMemorySize: integer('Size of /dev/shm in MiB; not on Fargate.', 0, INT32),
      tmpfs: list('tmpfs mounts.', 100),
      maxSwap: integer('Swap in MiB; not on Fargate.', 0, INT32),
      swappiness: integer('Tendency to swap; 60 when absent.', UNLIMITED, 100),
    },
  },
  KernelCapabilities: {
    members: {
      add: set('Capabilities to add, such as SYS_PTRACE.', 50, { item: textItem(64) }),
      drop: set('Capabilities to drop, such as ALL.', 50, { item: textItem(64) }),
    },
  },
  Device: {
    members: {
      hostPath: text('Path on the host.', 4096, { minLength: 1 }),
      containerPath: text('Path in the container.', 4096),
      permissions: list('What the container may do with the device.', 10, { item: choiceItem() }),
    },
  },
  Tmpfs: {
    members: {
      containerPath: text('Path in the container.', 4096, { minLength: 1 }),
      size: integer('Largest size in MiB.', 0, INT32),
      mountOptions: list('Mount options.', 100, { item: textItem(255) }),
    },
  },
} satisfies Overlays;
