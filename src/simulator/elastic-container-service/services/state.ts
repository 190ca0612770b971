/** Services, their deployments, revisions and tasks of the simulated account. */
export interface ServicesState {
  services: Map<string, never>;
}

export function emptyServicesState(): ServicesState {
  return { services: new Map() };
}
