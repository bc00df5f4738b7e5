import postgres from 'postgres'

const ATTEMPTS = 5
const DEADLOCK = '40P01'
const SERIALIZATION_FAILURE = '40001'

/** Two writers met the same new record at once, and the other one was first. */
export class CollisionError extends Error {
  override readonly name = 'CollisionError'
}

/** Runs a transaction again when another one got in its way: nothing of it was kept, and the other one is through. */
export async function retryConflicts<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction()
    } catch (error) {
      if (attempt === ATTEMPTS || !isConflict(error)) throw error
    }
  }
}

function isConflict(error: unknown): boolean {
  if (error instanceof CollisionError) return true
  return (
    error instanceof postgres.PostgresError &&
    (error.code === DEADLOCK || error.code === SERIALIZATION_FAILURE)
  )
}
