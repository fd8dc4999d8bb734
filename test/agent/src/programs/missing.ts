/** Something that a container needs is not there (yet): it waits, as it does on a real node. */
export class MissingError extends Error {
  override readonly name = 'MissingError';
  /** Reason of the waiting state: `CreateContainerConfigError` or `FailedMount`. */
  readonly reason: string;

  constructor(reason: 'CreateContainerConfigError' | 'FailedMount', message: string) {
    super(message);
    this.reason = reason;
  }
}
