import { createServer } from 'node:net'
import { UsageError } from '../commands/usage.ts'
import type { Config } from '../config.ts'

const TRIES = 50

/** The port asked for, or else the first free one from 4000 on. */
export async function choosePort(config: Config): Promise<number> {
  if (config.portIsAskedFor) {
    if (await isFree(config.port)) return config.port
    throw new UsageError(
      `Port ${config.port} is taken by another program. Stop it, or set PORT to another one.`,
    )
  }
  for (let port = config.port; port < config.port + TRIES; port++) if (await isFree(port)) return port
  throw new UsageError(
    `None of the ports ${config.port} to ${config.port + TRIES - 1} is free. Set PORT to one that is.`,
  )
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => {
      resolve(false)
    })
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(true)
      })
    })
  })
}
