import { setTimeout as sleep } from 'node:timers/promises'

/** Runs the check until it no longer throws, at most so long; then throws what it threw last. */
export async function eventually<T>(check: () => T | Promise<T>, withinMs = 10_000): Promise<T> {
  const deadline = performance.now() + withinMs
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (performance.now() > deadline) throw error
      await sleep(10)
    }
  }
}
