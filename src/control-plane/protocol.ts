/**
 * What a program and the supervisor of its control plane say to each other, over the channel that Node opens between a
 * process and its fork. Plain data.
 */
export interface Settings {
  /** An empty folder for everything the control plane writes; the supervisor removes it at the end. */
  readonly dir: string;
  /** A folder for what is not to be removed. */
  readonly keep?: string;
  readonly port?: number;
  /** Files or folders of CustomResourceDefinitions to install before controllers start. */
  readonly crdPaths: readonly string[];
  readonly controllerManager: string;
}

export interface Credentials {
  readonly kubeconfigPath: string;
  readonly server: string;
}

export type Request =
  | { readonly kind: 'start'; readonly settings: Settings }
  | { readonly kind: 'addUser'; readonly id: number; readonly name: string; readonly groups: readonly string[] }
  | { readonly kind: 'stop' };

export type Reply =
  | { readonly kind: 'started'; readonly credentials: Credentials }
  | { readonly kind: 'userAdded'; readonly id: number; readonly credentials: Credentials }
  | { readonly kind: 'failed'; readonly id?: number; readonly message: string };
