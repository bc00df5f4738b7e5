import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

export interface Serving {
  url: string
  stop(): Promise<void>
}

/** Forks a server and waits for its { ready } message, at most half a minute. */
export async function serve(file: URL, args: string[], env: Record<string, string> = {}): Promise<Serving> {
  const child = fork(file, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [message] = (await once(child, 'message', { signal: AbortSignal.timeout(30_000) })) as [
    { ready: string },
  ]
  return { url: message.ready, stop: () => stop(child) }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}
