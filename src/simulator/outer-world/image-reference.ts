/** The reference of an image with its registry: Docker Hub's where it names none. */
export function inFull(image: string): string {
  if (/^[^/]*[.:][^/]*\//.test(image)) return image;
  return `docker.io/${image.includes('/') ? image : `library/${image}`}`;
}

/** Everything that an image may be called by: its reference, its repository without tag and digest, its registry. */
export function namesOfImage(image: string): string[] {
  return [image, inFull(image)].flatMap((reference) => {
    const undigested = reference.replace(/@.*$/, '');
    const repository = undigested.replace(/:[^:/]*$/, '');
    return [reference, undigested, repository, repository.split('/')[0] ?? ''];
  });
}
