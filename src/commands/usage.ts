/** Something about the call or its surroundings that the person can put right: shown as its one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
