/** What a child process tells its parent once it serves. */
export interface Ready {
  ready: string
}

/**
 * Says where it serves, then waits until it is asked to stop: SIGTERM, Ctrl-C, or the parent's end. A child leaves
 * Ctrl-C to its parent, which stops the children in their order.
 */
export async function serveUntilStopped(address: string, stop: () => Promise<void>): Promise<void> {
  const isChild = process.send !== undefined
  if (isChild) process.send?.({ ready: address } satisfies Ready)
  else console.log(address)
  await new Promise<void>((resolve) => {
    const end = () => {
      resolve()
    }
    process.once('SIGTERM', end)
    if (isChild) process.once('disconnect', end).on('SIGINT', () => undefined)
    else process.once('SIGINT', end)
  })
  await stop()
  if (process.connected) process.disconnect?.()
}
